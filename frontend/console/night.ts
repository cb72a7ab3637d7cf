/** Day and night: the choice is a cookie, so that the server draws the next page right from the start. */

const aYear = 365 * 24 * 60 * 60;

/** Makes every `data-night-toggle` button visible and working. */
export function startNight(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("[data-night-toggle]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isNight(page)));
    button.addEventListener("click", () => toggle(page, button));
  }
}

/** Whether the page is drawn for the night. */
export function isNight(page: Document): boolean {
  return page.documentElement.dataset.bsTheme === "dark";
}

function toggle(page: Document, button: HTMLButtonElement): void {
  const theme = isNight(page) ? "light" : "dark";
  page.documentElement.dataset.bsTheme = theme;
  page.cookie = `theme=${theme}; path=/; max-age=${aYear}; samesite=lax`;
  button.setAttribute("aria-pressed", String(isNight(page)));
  page.dispatchEvent(new CustomEvent("themechange"));
}
