import { beforeEach, expect, test } from "vitest";
import { focusWhatAsks, isTyping, startKeys } from "./keys";

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
