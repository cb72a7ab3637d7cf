/** Menus are `<details class="menu">`: they open without a script; with it they also close again. */

/** Closes open menus on Escape and on a click elsewhere. */
export function startMenus(page: Document): void {
  page.addEventListener("click", (event) => closeOthers(page, event.target));
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOthers(page, null);
  });
}

function closeOthers(page: Document, kept: EventTarget | null): void {
  for (const menu of page.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (kept instanceof Node && menu.contains(kept)) continue;
    menu.open = false;
  }
}
