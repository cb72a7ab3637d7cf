/** Keys for people who type all day: `/` finds, Escape leaves, `data-hotkey` names a control's own key. */

/** Listens for keys anywhere on the page, and gives the focus at once to what asks for it. */
export function startKeys(page: Document): void {
  page.addEventListener("keydown", (event) => press(page, event));
  focusWhatAsks(page);
}

/** Focuses what has `autofocus`: the browser does so some frames later, when a fast hand's first key has missed the field. */
export function focusWhatAsks(page: Document): void {
  if (page.activeElement && page.activeElement !== page.body) return;
  page.querySelector<HTMLElement>("[autofocus]")?.focus();
}

function press(page: Document, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") leave(page);
  if (isTyping(event.target) && !event.altKey) return;
  const control = controlFor(page, event);
  if (!control) return;
  event.preventDefault();
  activate(control);
}

function leave(page: Document): void {
  if (page.activeElement instanceof HTMLElement && isTyping(page.activeElement)) page.activeElement.blur();
}

/** Whether a key pressed there is text. Alt makes a hot key work even while typing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

function controlFor(page: Document, event: KeyboardEvent): HTMLElement | null {
  const key = event.key.toLowerCase();
  if (key === "/" && !event.altKey) return page.querySelector<HTMLElement>("[data-search]");
  const controls = [...page.querySelectorAll<HTMLElement>("[data-hotkey]")];
  return controls.find((each) => each.dataset.hotkey?.toLowerCase() === key) ?? null;
}

function activate(control: HTMLElement): void {
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    control.focus();
    control.select();
  } else {
    control.click();
  }
}
