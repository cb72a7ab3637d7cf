/** How the desk stands with the server: what is not sent yet, what was not accepted, and whether the door is shut. */
import type { Letter, Outbox } from "./outbox";
import { pieceOf } from "./receipt";

/** The page's sentences, translated by the server; `%(n)s` and `%(name)s` are filled in here. */
export type Words = Record<string, string>;

/** What a person may do with an entry the server did not accept. */
export interface Choices {
  again(letter: Letter): void;
  drop(letter: Letter): void;
}

/** Says calmly how many entries wait, and whose they are. */
export function showUnsent(page: Document, outbox: Outbox, by: string, words: Words): void {
  const line = page.getElementById("gate-unsent");
  const text = line?.querySelector(".note-text");
  if (!line || !text) return;
  const waiting = outbox.letters().filter((each) => !each.refused);
  const names = new Map<string, number>();
  for (const each of waiting) {
    const name = each.by === by ? "" : each.name;
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  text.textContent = [...names]
    .map(([name, n]) => filled((name ? words.others : words.waiting) ?? "", { n: String(n), name }))
    .join(" ");
  line.hidden = waiting.length === 0;
}

/** Shows each entry that was not accepted, with why, until somebody decides. */
export function showRefused(page: Document, outbox: Outbox, by: string, choices: Choices): void {
  const lines = outbox.letters().filter((each) => each.refused && each.by === by);
  page
    .getElementById("gate-refused")
    ?.replaceChildren(...lines.map((each) => refusedLine(page, each, choices)));
}

function refusedLine(page: Document, letter: Letter, choices: Choices): DocumentFragment {
  const piece = pieceOf(page, "gate-refused-one");
  const time = piece.querySelector("time");
  const why = piece.querySelector("[data-why]");
  if (time) time.textContent = clock(letter.at, page);
  if (why) why.textContent = letter.refused ?? "";
  piece.querySelector("[data-again]")?.addEventListener("click", () => choices.again(letter));
  piece.querySelector("[data-drop]")?.addEventListener("click", () => choices.drop(letter));
  return piece;
}

/** Opens or closes the sentence that asks to sign in. */
export function showShut(page: Document, shut: boolean): void {
  const line = page.getElementById("gate-shut");
  if (line) line.hidden = !shut;
}

/** A moment (milliseconds) as the clock on the wall shows it. */
export function clock(at: number, page: Document): string {
  const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(page.documentElement.lang || "zh-Hans", how).format(at);
}

function filled(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name: string) => values[name] ?? "");
}
