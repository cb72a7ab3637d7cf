import { beforeEach, expect, test } from "vitest";
import { pageData } from "../shared/page-data";
import { spriteOf } from "../shared/sprite";
import { csrfToken, startSigning } from "./csrf";
import { startMenus } from "./menus";
import { isNight, startNight } from "./night";
import { startTables } from "./tables";

beforeEach(() => {
  document.head.innerHTML = "";
  document.body.innerHTML = "";
  document.documentElement.dataset.bsTheme = "light";
});
startMenus(document);
startSigning(document);

function headersOf(verb: string): Record<string, string> {
  const headers: Record<string, string> = {};
  document.body.dispatchEvent(
    new CustomEvent("htmx:configRequest", { bubbles: true, detail: { verb, headers } }),
  );
  return headers;
}

test("a write carries the page's token; a read does not", () => {
  document.head.innerHTML = '<meta name="csrf-token" content="abc">';
  expect(headersOf("post")).toEqual({ "X-CSRFToken": "abc" });
  expect(headersOf("get")).toEqual({});
});

test("without the meta element the token comes from the cookie", () => {
  const page = document;
  page.cookie = "csrftoken=a%2Bb";
  expect(csrfToken(document)).toBe("a+b");
});

test("an open menu closes on a click elsewhere, not on a click inside it, and on Escape", () => {
  document.body.innerHTML =
    '<details class="menu" open><summary>m</summary><a id="a">x</a></details><p id="p"></p>';
  const menu = document.querySelector("details") as HTMLDetailsElement;
  document.getElementById("a")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(menu.open).toBe(true);
  document.getElementById("p")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(menu.open).toBe(false);
  menu.open = true;
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(menu.open).toBe(false);
});

test("night is switched on and off again, and the server is told by a cookie", () => {
  document.body.innerHTML = "<button data-night-toggle hidden></button>";
  const button = document.querySelector("button") as HTMLButtonElement;
  startNight(document);
  expect(button.hidden).toBe(false);
  button.click();
  expect(isNight(document)).toBe(true);
  expect(button.getAttribute("aria-pressed")).toBe("true");
  expect(document.cookie).toContain("theme=dark");
  button.click();
  expect(isNight(document)).toBe(false);
  expect(document.cookie).toContain("theme=light");
});

test("page data is read as it was written; what is missing or damaged is null", () => {
  document.body.innerHTML = `
    <script id="good" type="application/json">{"x": ["\\u003Cb\\u003E"]}</script>
    <script id="bad" type="application/json">{"x": </script>`;
  expect(pageData(document, "good")).toEqual({ x: ["<b>"] });
  expect(pageData(document, "bad")).toBeNull();
  expect(pageData(document, "none")).toBeNull();
});

test("the sprite holds each icon by its name, without the icons' own frames", () => {
  const svg =
    '<svg\n  width="24"\n>\n  <path stroke="none" d="M0 0h24v24H0z" fill="none" />\n  <path d="M1 2" />\n</svg>';
  const sprite = spriteOf([{ name: "home", svg }]);
  expect(sprite).toContain('<symbol id="home" viewBox="0 0 24 24"');
  expect(sprite).toContain('<path d="M1 2" />');
  expect(sprite).not.toContain("M0 0h24");
  expect(sprite.match(/<svg/g)).toHaveLength(1);
});

test("a table wider than its frame can be scrolled with keys; one that fits is passed over", () => {
  document.body.innerHTML =
    '<div class="table-responsive" id="wide"></div><div class="table-responsive" id="fits"></div>';
  const [wide, fits] = ["wide", "fits"].map((id) => document.getElementById(id) as HTMLElement);
  Object.defineProperty(wide, "scrollWidth", { value: 900 });
  startTables(document);
  expect(wide?.tabIndex).toBe(0);
  expect(fits?.tabIndex).toBe(-1);
});
