/** The CSRF token: proof that a write came from our own page. */

interface RequestEvent extends Event {
  detail: { verb: string; headers: Record<string, string> };
}

const readingVerbs = new Set(["get", "head", "options"]);

/** Puts Django's CSRF token on every request of htmx that writes. */
export function startSigning(page: Document): void {
  page.addEventListener("htmx:configRequest", (event) => sign(event as RequestEvent));
}

function sign(event: RequestEvent): void {
  const { verb, headers } = event.detail;
  if (readingVerbs.has(verb.toLowerCase())) return;
  const token = csrfToken(document);
  if (token) headers["X-CSRFToken"] = token;
}

/** The page's CSRF token: the meta element Django filled, or else the cookie. */
export function csrfToken(page: Document): string {
  const meta = page.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;
  return meta || cookie(page, "csrftoken");
}

/** The token of whoever is signed in now: after signing in elsewhere the page's own one is stale, the cookie is not. */
export function freshToken(page: Document): string {
  return cookie(page, "csrftoken") || csrfToken(page);
}

function cookie(page: Document, name: string): string {
  const pair = page.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
}
