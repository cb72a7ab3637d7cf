/** Forms that go by themselves (`data-autosubmit`), go on Enter (`data-enter-submits`) and go only once. */

/** Listens for changes and submissions anywhere on the page. */
export function startForms(page: Document): void {
  page.addEventListener("change", submitOnChange);
  page.addEventListener("keydown", submitOnEnter);
  page.addEventListener("submit", sendOnce);
  page.defaultView?.addEventListener("pageshow", () => release(page));
}

function submitOnChange(event: Event): void {
  const field = event.target;
  if (!(field instanceof HTMLElement)) return;
  const form = field.closest("form");
  if (form && field.closest("[data-autosubmit]")) form.requestSubmit();
}

function submitOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || !field.closest("[data-enter-submits]")) return;
  event.preventDefault();
  field.form?.requestSubmit();
}

/** A tired hand clicks twice: the second click of the same submission is dropped. What a script sends itself is its own affair. */
function sendOnce(event: Event): void {
  const form = event.target;
  if (
    event.defaultPrevented ||
    !(form instanceof HTMLFormElement) ||
    form.method !== "post" ||
    form.closest("[hx-post]")
  )
    return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
}

/** Coming back by the browser's back button, a form may be sent again. */
function release(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent;
}
