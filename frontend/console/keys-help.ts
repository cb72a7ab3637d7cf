/** `?` shows what the keys do: read from the page as it stands, so that the list is never out of date. */
import { isTyping } from "./keys";

/** Makes `?` and every `data-keys-help` button open the sheet. */
export function startKeysHelp(page: Document): void {
  const sheet = page.getElementById("keys-help");
  if (!(sheet instanceof HTMLDialogElement)) return;
  for (const button of page.querySelectorAll<HTMLElement>("[data-keys-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => show(page, sheet));
  }
  page.addEventListener("keydown", (event) => {
    const asked = event.key === "?" || event.key === "？";
    if (!asked || event.ctrlKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    event.preventDefault();
    show(page, sheet);
  });
}

function show(page: Document, sheet: HTMLDialogElement): void {
  fill(sheet, "here", linesOf(page, "hotkey", ""));
  fill(sheet, "go", linesOf(page, "go", "G "));
  if (!sheet.open) sheet.showModal();
}

/** Each key once with the words of its control; the numbers of a list are said in general. */
function linesOf(page: Document, kind: "hotkey" | "go", before: string): Map<string, string> {
  const lines = new Map<string, string>();
  for (const control of page.querySelectorAll<HTMLElement>(`[data-${kind}]`)) {
    const key = (control.dataset[kind] ?? "").toUpperCase();
    if (key && !/^[0-9]$/.test(key) && !lines.has(before + key)) lines.set(before + key, wordsOf(control));
  }
  return lines;
}

/** What a control says of itself, without the key written on it. */
function wordsOf(control: HTMLElement): string {
  const spoken = control.getAttribute("aria-label") ?? control.closest("label")?.textContent;
  if (spoken) return plain(spoken);
  const copy = control.cloneNode(true) as HTMLElement;
  for (const key of copy.querySelectorAll("kbd, .shell-badge")) key.remove();
  return plain(copy.textContent ?? "");
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function fill(sheet: HTMLElement, part: "here" | "go", lines: ReadonlyMap<string, string>): void {
  for (const each of sheet.querySelectorAll<HTMLElement>(`[data-keys-${part}]`))
    each.hidden = lines.size === 0;
  const rows = [...lines].flatMap(([key, words]) => {
    const [term, said] = [document.createElement("dt"), document.createElement("dd")];
    term.append(...key.split(" ").map(keyCap));
    said.textContent = words;
    return [term, said];
  });
  sheet.querySelector(`dl[data-keys-${part}]`)?.replaceChildren(...rows);
}

function keyCap(key: string): HTMLElement {
  const cap = document.createElement("kbd");
  cap.textContent = key;
  return cap;
}
