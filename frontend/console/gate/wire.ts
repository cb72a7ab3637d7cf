/** How the desk speaks with the server: pieces of page, never a redirect to the sign-in page. */
import { freshToken } from "../csrf";
import type { Fate, Letter } from "./outbox";

const patience = 10_000;

/** The server answers a script with the piece of page alone. */
const forScript = { "HX-Request": "true" };

/** The answer to a question: a piece of page, a shut door, or nothing because nobody answered. */
export async function ask(address: string): Promise<Fate> {
  return fetch(address, {
    headers: forScript,
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  }).then(fateOf, away);
}

/** Sends one letter; the same letter again is written once. */
export async function post(letter: Letter): Promise<Fate> {
  return fetch(letter.to, {
    method: "POST",
    body: new URLSearchParams(letter.fields),
    headers: { ...forScript, "X-CSRFToken": freshToken(document) },
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  }).then(fateOf, away);
}

async function fateOf(answer: Response): Promise<Fate> {
  if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) return { kind: "shut" };
  const text = await answer.text().catch(() => null);
  if (text === null) return away();
  if (answer.ok) return { kind: "written", html: text };
  return answer.status === 422 ? { kind: "refused", sentence: text } : { kind: "failed" };
}

function away(): Fate {
  return { kind: "away" };
}
