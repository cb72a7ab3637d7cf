import { beforeEach, expect, test } from "vitest";
import { focusWhatAsks, isTyping, startKeys } from "./keys";
import { startKeysHelp } from "./keys-help";

beforeEach(() => {
  document.body.innerHTML = `
    <input id="find" data-search value="old">
    <input id="house"><textarea id="note"></textarea>
    <button id="in" data-hotkey="i">in</button>`;
});
startKeys(document);

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

test("what asks for the focus has it at once, unless somebody is already elsewhere", () => {
  at("find").setAttribute("autofocus", "");
  focusWhatAsks(document);
  expect(document.activeElement).toBe(at("find"));
  at("note").focus();
  focusWhatAsks(document);
  expect(document.activeElement).toBe(at("note"));
});

test("a slash goes to the search field and is not typed into it", () => {
  const event = press(document.body, "/");
  expect(document.activeElement).toBe(at("find"));
  expect(event.defaultPrevented).toBe(true);
});

test("a slash typed in a field stays a slash", () => {
  at("house").focus();
  const event = press(at("house"), "/");
  expect(document.activeElement).toBe(at("house"));
  expect(event.defaultPrevented).toBe(false);
});

test("a hot key presses its button, upper case or lower", () => {
  let pressed = 0;
  at("in").addEventListener("click", () => pressed++);
  press(document.body, "i");
  press(document.body, "I");
  expect(pressed).toBe(2);
});

test("a hot key is text while typing, and works there with Alt", () => {
  let pressed = 0;
  at("in").addEventListener("click", () => pressed++);
  press(at("note"), "i");
  expect(pressed).toBe(0);
  press(at("note"), "i", { altKey: true });
  expect(pressed).toBe(1);
});

test("a key that belongs to the browser or to Chinese input is left alone", () => {
  let pressed = 0;
  at("in").addEventListener("click", () => pressed++);
  press(document.body, "i", { ctrlKey: true });
  press(document.body, "i", { isComposing: true });
  expect(pressed).toBe(0);
});

test("G and a letter open a page; typed in a field they are text, and alone the letter means nothing", () => {
  let opened = 0;
  document.body.insertAdjacentHTML("beforeend", '<a id="book" data-go="n" href="#">Notebook</a>');
  at("book").addEventListener("click", () => opened++);
  press(document.body, "n");
  press(at("note"), "g");
  press(at("note"), "n");
  press(document.body, "g");
  press(document.body, "x");
  press(document.body, "n");
  expect(opened).toBe(0);
  press(document.body, "g");
  press(document.body, "n");
  expect(opened).toBe(1);
});

test("the sheet of keys lists what this page has, in its own words", () => {
  document.body.insertAdjacentHTML(
    "beforeend",
    `<a data-go="n" href="#"> Note
      book <span class="shell-badge">3</span></a><a data-hotkey="1">somebody</a>
    <dialog id="keys-help"><h3 data-keys-here></h3><dl data-keys-here></dl><dl data-keys-go></dl></dialog>`,
  );
  startKeysHelp(document);
  press(at("note"), "?");
  const sheet = at("keys-help") as HTMLDialogElement;
  expect(sheet.open).toBe(false);
  press(document.body, "?");
  expect(sheet.open).toBe(true);
  expect([...sheet.querySelectorAll("dt, dd")].map((each) => each.textContent)).toEqual([
    "I",
    "in",
    "GN",
    "Note book",
  ]);
});

test("Escape leaves the field", () => {
  at("house").focus();
  press(at("house"), "Escape");
  expect(document.activeElement).not.toBe(at("house"));
});

test("a check box takes no text", () => {
  const box = document.createElement("input");
  box.type = "checkbox";
  expect(isTyping(box)).toBe(false);
  expect(isTyping(at("note"))).toBe(true);
  expect(isTyping(null)).toBe(false);
});
