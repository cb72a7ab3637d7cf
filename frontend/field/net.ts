/** How the phone speaks with the server: JSON with the server's time in it, or it was no answer. docs/field-wire.md. */
import type { Fate, Sent } from "./outbox";

/** What came back: an answer; nobody answered; a key the server does not know; or what was asked for is over. */
export type Reply<T> =
  | { kind: "ok"; body: T }
  | { kind: "away" }
  | { kind: "sign_in" }
  | { kind: "gone"; code: string };

export interface Shelf {
  kind: string;
  area: string;
  name: string;
  until: string | null;
}

export interface Hello {
  now: string;
  protocol: { newest: number; oldest: number };
  csrf: string;
  state: "ok" | "sign_in" | "revoked";
  person: { id: number; name: string } | null;
  shelves: Shelf[];
}

export interface Synced {
  now: string;
  state: "ok" | "revoked";
  fates: Fate[];
  left: number;
}

export type Row = readonly [string | number, ...unknown[]];

export interface Answered {
  now: string;
  kind: string;
  area: string;
  cursor: string;
  whole: boolean;
  head: Record<string, unknown>;
  tables: Record<string, { columns: string[]; rows: Row[] }>;
  gone: Record<string, (string | number)[]>;
}

/** The protocol this app speaks; an older server's answers are read as far as they go. */
export const protocol = 1;

const patience = 25_000;
const patienceForMuch = 90_000;

export interface Net {
  hello(bearer?: string): Promise<Reply<Hello>>;
  sync(items: Sent[], how: { bearer: string } | { csrf: string }): Promise<Reply<Synced>>;
  snapshot(kind: string, area: string, since: string, bearer: string): Promise<Reply<Answered>>;
  words(): Promise<unknown>;
  signOut(csrf: string): Promise<void>;
}

/** The server's side of the talk; `hear` is told the server's clock with every answer. */
export function netFrom(hear: (server: number, asked: number, answered: number) => void): Net {
  async function ask<T extends { now: string }>(
    path: string,
    { wait = patience, ...how }: RequestInit & { wait?: number } = {},
  ): Promise<Reply<T>> {
    const asked = Date.now();
    const answer = await fetch(path, {
      ...how,
      redirect: "manual",
      signal: timeout(wait),
      cache: "no-store",
    }).catch(() => null);
    const body = await answer?.json().catch(() => null);
    // A captive portal or a proxy answers too, but not with the server's clock.
    if (!answer || typeof body?.now !== "string") return { kind: "away" };
    hear(Date.parse(body.now), asked, Date.now());
    if (answer.ok) return { kind: "ok", body: body as T };
    if (answer.status === 401) return { kind: "sign_in" };
    return answer.status === 410 ? { kind: "gone", code: String(body.code) } : { kind: "away" };
  }

  return {
    hello: (bearer) =>
      ask<Hello>("/field/hello", bearer ? { headers: { Authorization: `Bearer ${bearer}` } } : {}),
    sync: (items, how) =>
      ask<Synced>("/field/sync", {
        method: "POST",
        body: JSON.stringify({ protocol, items }),
        headers: {
          "Content-Type": "application/json",
          ...("bearer" in how ? { Authorization: `Bearer ${how.bearer}` } : { "X-CSRFToken": how.csrf }),
        },
        wait: patienceForMuch,
      }),
    snapshot: (kind, area, since, bearer) =>
      ask<Answered>(`/field/snapshot/${kind}?${new URLSearchParams({ area, since })}`, {
        headers: { Authorization: `Bearer ${bearer}` },
        wait: patienceForMuch,
      }),
    words: () =>
      fetch("/field/words", { signal: timeout(patience) })
        .then((answer) => (answer.ok ? answer.json() : null))
        .catch(() => null),
    async signOut(csrf) {
      const body = new URLSearchParams({ csrfmiddlewaretoken: csrf });
      await fetch("/accounts/logout/", { method: "POST", body, redirect: "manual" }).catch(() => undefined);
    },
  };
}

/** `AbortSignal.timeout`, which older web views do not have. */
function timeout(after: number): AbortSignal {
  const stopper = new AbortController();
  setTimeout(() => stopper.abort(), after);
  return stopper.signal;
}
