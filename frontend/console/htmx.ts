/** htmx under a strict content security policy: no eval, no injected style, the CSRF token on every write. */
import htmx from "htmx.org";
import { startSigning } from "./csrf";

/** Starts htmx; `ready` is called with each piece of page that was swapped in. */
export function startHtmx(ready: (piece: ParentNode) => void): void {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.selfRequestsOnly = true;
  startSigning(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target instanceof HTMLElement && event.target !== document.body) ready(event.target);
  });
}
