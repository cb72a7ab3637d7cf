/** The one line about the entry before: first what was pressed, then what the server wrote. */

/** What was pressed, in the words of the form it was pressed on. */
export interface Pressed {
  id: string;
  time: string;
  who: string;
  home: string;
  way: string;
  /** The sign of the verdict that was shown; empty when none was. */
  sign: string;
  fever: boolean;
}

/** Draws the line at once, from the page's template; it says nothing the server has not said. */
export function drawPending(page: Document, pressed: Pressed, state: string): void {
  const piece = pieceOf(page, "gate-pending");
  const section = piece.querySelector<HTMLElement>("section");
  if (!section) return;
  section.dataset.passage = pressed.id;
  section.dataset.shown = pressed.fever ? "wait" : pressed.sign;
  put(section, "time", pressed.time);
  put(section, "[data-who]", pressed.who);
  put(section, "[data-home]", pressed.home);
  put(section, "[data-way]", pressed.way);
  put(section, "[data-state]", state);
  const form = section.querySelector("form");
  if (form) form.action = form.action.replace(/0{8}-.*0{12}/, pressed.id);
  if (pressed.fever) section.append(pieceOf(page, "gate-fever"));
  receiptOf(page)?.replaceChildren(piece);
}

/** Says how it stands with the line of this passage, if that is the one shown. */
export function say(page: Document, id: string, state: string): void {
  const shown = shownReceipt(page, id);
  if (!shown) return;
  put(shown, "[data-state]", state);
  const unchecked = shown.querySelector<HTMLElement>("[data-unchecked]");
  if (unchecked) unchecked.hidden = Boolean(shown.dataset.shown);
}

/** Puts the server's answer in place: what is beside the desk, and the line if it is about the passage shown. */
export function drawAnswer(page: Document, id: string, html: string): void {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const side = answer.getElementById("gate-side");
  if (side) page.getElementById("gate-side")?.replaceChildren(...side.childNodes);
  const shown = shownReceipt(page, id);
  const section = answer.querySelector<HTMLElement>("#gate-receipt section");
  if (!shown || !section) return;
  // A large verdict of somebody who has gone would be read as the next one's: it stays only where it is news.
  if (shown.dataset.shown && shown.dataset.shown === section.dataset.sign && section.dataset.sign !== "wait")
    section.querySelector(".gate-large")?.remove();
  receiptOf(page)?.replaceChildren(section);
}

/** A copy of what a template of the page holds. */
export function pieceOf(page: Document, id: string): DocumentFragment {
  const template = page.getElementById(id);
  const content = template instanceof HTMLTemplateElement ? template.content : page.createDocumentFragment();
  return page.importNode(content, true);
}

function shownReceipt(page: Document, id: string): HTMLElement | null {
  return page.querySelector<HTMLElement>(`#gate-receipt [data-passage="${id}"]`);
}

function receiptOf(page: Document): HTMLElement | null {
  return page.getElementById("gate-receipt");
}

function put(inside: HTMLElement, selector: string, text: string): void {
  const target = inside.querySelector(selector);
  if (target) target.textContent = text;
}
