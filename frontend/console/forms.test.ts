import { beforeEach, expect, test } from "vitest";
import { startForms } from "./forms";

let sent: string[] = [];

startForms(document);
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sent.push((event.target as HTMLElement).id);
  event.preventDefault();
});

beforeEach(() => {
  sent = [];
  document.body.innerHTML = `
    <form id="language"><select data-autosubmit><option>中文</option></select><input name="other"></form>
    <form id="note" method="post"><textarea data-enter-submits></textarea><button></button></form>`;
});

const find = <T extends HTMLElement>(selector: string): T => document.querySelector(selector) as T;

function key(target: HTMLElement, more: KeyboardEventInit = {}): void {
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }),
  );
}

test("a choice marked so goes at once; another field does not", () => {
  find("[name=other]").dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).toEqual([]);
  find("select").dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).toEqual(["language"]);
});

test("Enter sends a note; Shift-Enter and choosing a Chinese word do not", () => {
  const box = find("textarea");
  key(box, { shiftKey: true });
  key(box, { isComposing: true });
  expect(sent).toEqual([]);
  key(box);
  expect(sent).toEqual(["note"]);
});

test("a second click of the same submission is dropped, until the page is shown again", () => {
  const form = find<HTMLFormElement>("#note");
  form.requestSubmit();
  form.requestSubmit();
  expect(sent).toEqual(["note"]);
  window.dispatchEvent(new Event("pageshow"));
  form.requestSubmit();
  expect(sent).toEqual(["note", "note"]);
});
