/** The gate desk: who it is, the verdict, in or out at one key. Nobody at the gate ever waits for the network. */

import { canBe, isFever } from "../../shared/degrees";
import { pageData } from "../../shared/page-data";
import { uuid7 } from "../../shared/uuid7";
import { type Fate, type Letter, type Outbox, outboxOf } from "./outbox";
import { drawAnswer, drawPending, pieceOf, say } from "./receipt";
import { clock, showRefused, showShut, showUnsent, type Words } from "./standing";
import { ask, post } from "./wire";

interface Desk {
  page: Document;
  root: HTMLElement;
  found: HTMLElement;
  search: HTMLInputElement;
  outbox: Outbox;
  words: Words;
  by: string;
  name: string;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  ahead: number;
  /** The number of the latest search: an answer to an older one is thrown away. */
  turn: number;
}

/** Makes the gate's page a desk; any other page is left alone. */
export function startGate(page: Document): void {
  const root = page.querySelector<HTMLElement>("[data-gate-desk]");
  const found = page.getElementById("gate-found");
  const search = page.getElementById("gate-search");
  if (!root || !found || !(search instanceof HTMLInputElement)) return;
  const desk: Desk = {
    page,
    root,
    found,
    search,
    words: pageData<Words>(page, "gate-words") ?? {},
    by: root.dataset.by ?? "",
    name: root.dataset.name ?? "",
    ahead: Date.parse(root.dataset.now ?? "") - Date.now() || 0,
    turn: 0,
    outbox: outboxOf({
      storage: sessionStorage,
      by: root.dataset.by ?? "",
      post,
      heard: (letter, fate) => hear(desk, letter, fate),
    }),
  };
  listen(desk);
  stand(desk);
  void desk.outbox.send();
}

function listen(desk: Desk): void {
  const { page, root } = desk;
  const view = page.defaultView;
  root.addEventListener("submit", (event) => submit(desk, event));
  root.addEventListener("click", (event) => choose(desk, event));
  root.addEventListener("keydown", holdBack);
  page.addEventListener("keydown", (event) => startAnew(desk, event));
  for (const wakes of ["online", "focus"]) view?.addEventListener(wakes, () => void desk.outbox.send());
  warnBeforeLeaving(desk);
}

/** A key held down too long is one press: it neither fills the empty field nor chooses what has just appeared. */
function holdBack(event: KeyboardEvent): void {
  const field = event.target instanceof HTMLInputElement ? event.target : null;
  if (event.repeat && (!field?.value || event.key === "Enter")) event.preventDefault();
}

/** Escape, when no field has it, puts away what was found: the next person is looked up. */
function startAnew(desk: Desk, event: KeyboardEvent): void {
  const idle = desk.page.activeElement === desk.page.body || desk.found.contains(desk.page.activeElement);
  if (event.key === "Escape" && idle && desk.found.childElementCount > 0 && !event.defaultPrevented)
    clear(desk);
}

/** Nothing found, nothing typed, ready to type. */
function clear(desk: Desk): void {
  desk.turn += 1;
  desk.found.replaceChildren();
  desk.search.value = "";
  desk.search.focus();
}

function submit(desk: Desk, event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  event.preventDefault();
  if (form.id === "gate-find")
    void find(desk, new URL(`?${new URLSearchParams(textsOf(form))}`, form.action));
  else if (form.action.endsWith("/take-back")) takeBack(desk, form);
  else if (isReadable(desk, form)) record(desk, form, event.submitter);
}

/** Looks somebody up. What was shown goes away at once, so that no key is meant for one person and hits another. */
async function find(desk: Desk, address: URL): Promise<void> {
  if (!address.searchParams.get("q")?.trim()) return;
  desk.turn += 1;
  const turn = desk.turn;
  desk.found.replaceChildren();
  desk.found.setAttribute("aria-busy", "true");
  desk.found.focus();
  const fate = await ask(address.href);
  if (turn !== desk.turn) return;
  desk.found.removeAttribute("aria-busy");
  showShut(desk.page, fate.kind === "shut");
  if (fate.kind === "written") desk.found.innerHTML = fate.html;
  else if (fate.kind !== "shut") desk.found.replaceChildren(pieceOf(desk.page, "gate-away"));
  focusFound(desk);
}

/** The first of several has the focus, one alone is only looked at: Enter records nothing, and nobody found is typed anew. */
function focusFound(desk: Desk): void {
  const first = desk.found.querySelector<HTMLElement>("[autofocus]");
  if (first) first.focus();
  else desk.search.select();
}

/** A candidate is chosen by what it is, not by where it stood; its panel came with the list. */
function choose(desk: Desk, event: MouseEvent): void {
  const link =
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-pick]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const panels = [...desk.found.querySelectorAll<HTMLTemplateElement>("template[data-pick]")];
  const panel = panels.find((each) => each.dataset.pick === link.dataset.pick);
  if (!panel) {
    void find(desk, new URL(link.href));
    return;
  }
  desk.found.replaceChildren(desk.page.importNode(panel.content, true));
  focusFound(desk);
}

/** Whether the temperature can be one; if not, the field says so and nothing is written. */
function isReadable(desk: Desk, form: HTMLFormElement): boolean {
  const field = form.querySelector<HTMLInputElement>("[name=temperature]");
  if (!field || canBe(field.value)) return true;
  field.setCustomValidity(desk.words.temperature ?? "?");
  field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  return form.reportValidity();
}

/** Writes down what was pressed, says so in one line, and is ready for the next. */
function record(desk: Desk, form: HTMLFormElement, button: HTMLElement | null): void {
  const at = now(desk);
  const fields = textsOf(form).filter(([name]) => name !== "way" && name !== "act_id");
  const id = textOf(form, "act_id") || uuid7();
  const way =
    button instanceof HTMLButtonElement ? button : form.querySelector<HTMLButtonElement>("button[name=way]");
  const when: [string, string][] = [
    ["act_id", id],
    ["way", way?.value ?? ""],
    ["happened_at", new Date(at).toISOString()],
  ];
  const fever =
    !textOf(form, "emergency") && isFever(textOf(form, "temperature"), Number(desk.root.dataset.fever));
  drawPending(
    desk.page,
    {
      id,
      time: clock(at, desk.page),
      who: form.dataset.who || textOf(form, "guest") || textOf(form, "plate") || (desk.words.visitor ?? ""),
      home: form.dataset.home ?? "",
      way: way?.dataset.way ?? "",
      sign: way?.dataset.sign ?? "",
      fever,
    },
    desk.words.sending ?? "",
  );
  if (form.closest("#gate-found")) clear(desk);
  else readyAgain(desk, form);
  desk.outbox.add({ id, to: form.action, by: desk.by, name: desk.name, at, fields: [...fields, ...when] });
}

/** The form for everybody else, empty and closed, with a number of its own. */
function readyAgain(desk: Desk, form: HTMLFormElement): void {
  form.reset();
  const number = form.querySelector<HTMLInputElement>("[name=act_id]");
  if (number) number.value = uuid7();
  form.closest("details")?.removeAttribute("open");
  clear(desk);
}

/** A slip is taken back, after the passage itself has been written if that still waits. */
function takeBack(desk: Desk, form: HTMLFormElement): void {
  const passage = form.action.split("/").slice(-2)[0] ?? "";
  form.hidden = true;
  say(desk.page, passage, desk.words.taking_back ?? "");
  const id = uuid7();
  const at = now(desk);
  const letter = { id, to: form.action, by: desk.by, name: desk.name, at, after: passage };
  desk.outbox.add({ ...letter, fields: [["act_id", id]] });
  desk.search.focus();
}

/** What became of a letter: the line says so, and what waits or was refused stands above the field. */
function hear(desk: Desk, letter: Letter, fate: Fate): void {
  const passage = letter.after ?? letter.id;
  showShut(desk.page, fate.kind === "shut");
  if (fate.kind === "written") drawAnswer(desk.page, passage, fate.html);
  else say(desk.page, passage, fate.kind === "refused" ? fate.sentence : (desk.words.unsent ?? ""));
  stand(desk);
}

function stand(desk: Desk): void {
  showUnsent(desk.page, desk.outbox, desk.by, desk.words);
  showRefused(desk.page, desk.outbox, desk.by, {
    again: (letter) => sendAgain(desk, letter),
    drop: (letter) => {
      desk.outbox.drop(letter.id);
      stand(desk);
    },
  });
}

/** After a refusal the same words are a new act: under the old number the answer would be the old one. */
function sendAgain(desk: Desk, { refused: _why, ...letter }: Letter): void {
  desk.outbox.drop(letter.id);
  const id = uuid7();
  const fields = letter.fields.map(([name, value]): [string, string] => [
    name,
    name === "act_id" ? id : value,
  ]);
  desk.outbox.add({ ...letter, id, fields });
  stand(desk);
}

/** Closing the window would lose what is not sent; going to another page in it does not. */
function warnBeforeLeaving(desk: Desk): void {
  let inside = false;
  const goes = (event: Event): void => {
    inside = event.target instanceof Element && Boolean(event.target.closest("a[href], form"));
  };
  desk.page.addEventListener("click", goes, true);
  desk.page.defaultView?.addEventListener("beforeunload", (event) => {
    if (!inside && desk.outbox.letters().length > 0) event.preventDefault();
  });
}

/** The server's clock: a desk whose own clock is wrong still writes the right time. */
function now(desk: Desk): number {
  return Date.now() + desk.ahead;
}

/** What was filled in, without the page's own token. */
function textsOf(form: HTMLFormElement): [string, string][] {
  const texts = [...new FormData(form)].filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  return texts.filter(([name, value]) => value !== "" && name !== "csrfmiddlewaretoken");
}

function textOf(form: HTMLFormElement, name: string): string {
  return textsOf(form).find(([each]) => each === name)?.[1] ?? "";
}
