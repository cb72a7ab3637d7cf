/** Keys for people who type all day: `/` finds, Escape leaves, `data-hotkey` names a control's own key, G and a letter go. */

const patience = 1_500;

/** Listens for keys anywhere on the page, and gives the focus at once to what asks for it. */
export function startKeys(page: Document): void {
  let afterG = Number.NEGATIVE_INFINITY;
  page.addEventListener("keydown", (event) => {
    const going = event.timeStamp - afterG < patience && go(page, event);
    afterG = !going && isBareG(page, event) ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (!going) press(page, event);
  });
  focusWhatAsks(page);
}

/** Focuses what has `autofocus`: the browser does so some frames later, when a fast hand's first key has missed the field. */
export function focusWhatAsks(page: Document): void {
  if (page.activeElement && page.activeElement !== page.body) return;
  page.querySelector<HTMLElement>("[autofocus]")?.focus();
}

function isBareG(page: Document, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.repeat || isTyping(event.target)) return false;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === "g";
  return bare && controlFor(page, event) === null;
}

/** The second key after G: opens the page whose letter it is. */
function go(page: Document, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return false;
  if (isTyping(event.target)) return false;
  const key = event.key.toLowerCase();
  const links = [...page.querySelectorAll<HTMLElement>("[data-go]")];
  const link = links.find((each) => each.dataset.go === key);
  if (!link) return false;
  event.preventDefault();
  link.click();
  return true;
}

function press(page: Document, event: KeyboardEvent): void {
  if (page.querySelector("dialog[open]")) return;
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
