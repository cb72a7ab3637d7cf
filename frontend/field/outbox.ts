/** The outbox: every act goes in here first, always, and out in order until each has its fate. */
import { uuid7 } from "../shared/uuid7";
import type { Clock } from "./clock";
import { type Item, type ItemState, isFull, type Store } from "./store";
import { seal, unseal } from "./vault";

/** An act as it is sent: its kind, its number, its moment, and what it says. */
export interface Sent {
  kind: string;
  id: string;
  happened_at: string;
  [field: string]: unknown;
}

/** What became of one act: written, refused with a sentence, or kept for a person to put right. */
export interface Fate {
  id: string;
  fate: "written" | "refused" | "kept";
  code?: string;
  sentence?: string;
  answer?: Record<string, unknown>;
}

/** What came back for a batch: fates in any order, nobody answered, or the phone's key is unknown there. */
export type Reply = { kind: "fates"; fates: Fate[] } | { kind: "away" } | { kind: "shut" };

export interface Parts {
  store: Store;
  /** This phone's own key. */
  key: CryptoKey;
  clock: Clock;
  post(by: number, items: Sent[]): Promise<Reply>;
  /** Called after every change. */
  changed(): void;
  /** Called with what the server said about an act. */
  heard(by: number, fate: Fate): void;
}

/** How it stands with one person's acts on this phone. */
export interface Standing {
  waiting: number;
  refused: Item[];
  kept: Item[];
  /** When an act was last answered, milliseconds by the server's clock; null for never. */
  lastSent: number | null;
  /** Acts this phone could not even write down because it is full: they are in memory until they are sent. */
  held: number;
}

export interface Outbox {
  add(by: number, kind: string, says: object, number?: string): Promise<string>;
  /** A photo after its act, in parts: they go out when nothing else waits, and count as one. */
  addParts(by: number, kind: string, parts: object[]): Promise<void>;
  send(): Promise<void>;
  standing(by: number): Promise<Standing>;
  /** Whose acts wait, with how many. */
  waiting(): Promise<Map<number, number>>;
  read(item: Item): Promise<Sent>;
  drop(n: number): Promise<void>;
  /** A refused act once more, as a new one: under its old number the answer would be the old one. */
  again(item: Item): Promise<void>;
}

const batch = 100;
/** Parts of photos are heavy: a few at a time, and only when nothing else of this person waits. */
const heavy = new Set(["disinfection.add_proof_part"]);
const heavyBatch = 2;
/** From so many seconds on, an act says how far the clock was off. */
const noticeableOff = 120;
const firstWait = 2_000;
const longestWait = 60_000;

/** The outbox of this phone, for everybody who works with it. */
export function outboxOf(parts: Parts): Outbox {
  const { store, key, clock, changed } = parts;
  /** What a full phone could not write down, by number used here only. */
  const inMemory: Item[] = [];
  let wait = firstWait;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let onceMore = false;

  async function add(by: number, kind: string, says: object, number?: string): Promise<string> {
    const id = await lay(by, kind, says, { number });
    changed();
    void send();
    return id;
  }

  async function addParts(by: number, kind: string, parts: object[]): Promise<void> {
    const last = parts.length - 1;
    for (const [index, part] of parts.entries()) await lay(by, kind, part, { quiet: index < last });
    changed();
    void send();
  }

  async function lay(
    by: number,
    kind: string,
    says: object,
    { number, quiet = false }: { number?: string | undefined; quiet?: boolean },
  ): Promise<string> {
    const off = clock.off();
    const at = Date.now();
    const id = number ?? uuid7(at);
    const act: Sent = { kind, id, happened_at: new Date(at).toISOString(), ...says };
    await put({
      id,
      by,
      kind,
      at,
      off,
      act: await seal(act, key),
      state: "waiting",
      ...(quiet && { quiet }),
    });
    return id;
  }

  async function put({
    n: _n,
    why: _why,
    code: _code,
    ...item
  }: Partial<Item> & Omit<Item, "n">): Promise<void> {
    try {
      await store.outbox.add(item);
    } catch (wrong) {
      if (!isFull(wrong)) throw wrong;
      inMemory.push({ ...item, n: -1 - inMemory.length });
    }
  }

  /** Sends what waits, once over; calls in the meantime are one more round after it, so that nothing is passed by. */
  function send(): Promise<void> {
    if (running) onceMore = true;
    running ??= rounds().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function rounds(): Promise<void> {
    do {
      onceMore = false;
      await round();
    } while (onceMore);
  }

  async function round(): Promise<void> {
    clearTimeout(timer);
    // Nobody listens to a round in the background: a store that fails for a moment is tried again like a silent network.
    const again = await everybody().catch(() => true);
    wait = again ? Math.min(wait * 2, longestWait) : firstWait;
    if (again) timer = setTimeout(() => void send(), wait / 2);
    changed();
  }

  async function everybody(): Promise<boolean> {
    let again = false;
    for (const by of (await waiting()).keys()) again = (await drain(by)) || again;
    return again;
  }

  /** Sends one person's acts batch by batch; whether it must be tried again later. */
  async function drain(by: number): Promise<boolean> {
    for (let items = await next(by); items.length > 0; items = await next(by)) {
      const reply = await parts.post(by, await Promise.all(items.map(ready)));
      if (reply.kind === "shut") return false;
      if (reply.kind !== "fates") return true;
      const settled = await settle(items, reply.fates);
      // An answer that settles nothing would be asked for again and again.
      if (settled === 0) return true;
      changed();
    }
    return false;
  }

  async function next(by: number): Promise<Item[]> {
    const light = await oldest(by, (item) => !heavy.has(item.kind), batch);
    return light.length > 0 ? light : oldest(by, () => true, heavyBatch);
  }

  /** What waits longest: what is written down, and only without any of that what is in memory. */
  async function oldest(by: number, fits: (item: Item) => boolean, most: number): Promise<Item[]> {
    const waiting = store.outbox.where("[by+state]").equals([by, "waiting"]);
    const kept = await waiting.filter(fits).limit(most).toArray();
    return kept.length > 0 ? kept : inMemory.filter((each) => each.by === by && fits(each)).slice(0, most);
  }

  /** An act as it goes out, the same each time: what it says of the clock is fixed before it is first sent. */
  async function ready(item: Item): Promise<Sent> {
    if (item.off === null) {
      item.off = clock.off() ?? 0;
      if (item.n > 0) await store.outbox.update(item.n, { off: item.off });
    }
    const act = await read(item);
    return Math.abs(item.off) < noticeableOff ? act : { ...act, clock_off: item.off };
  }

  async function settle(items: Item[], fates: Fate[]): Promise<number> {
    const byId = new Map(fates.map((fate) => [fate.id, fate]));
    let settled = 0;
    for (const item of items) {
      const fate = byId.get(item.id);
      if (!fate) continue;
      await note(item, fate);
      parts.heard(item.by, fate);
      settled += 1;
    }
    if (settled > 0)
      await store.settings.put({ key: `sent:${items[0]?.by}`, value: clock.now() }).catch(() => undefined);
    return settled;
  }

  async function note(item: Item, { fate, sentence, code }: Fate): Promise<void> {
    if (item.n < 0) {
      inMemory.splice(inMemory.indexOf(item), 1);
      if (fate !== "written") await put(told(item, fate, sentence, code));
    } else if (fate === "written") await store.outbox.delete(item.n);
    else await store.outbox.update(item.n, told(item, fate, sentence, code));
  }

  async function waiting(): Promise<Map<number, number>> {
    const all = [...(await store.outbox.where("state").equals("waiting").toArray()), ...inMemory];
    const found = new Map<number, number>();
    for (const { by, quiet } of all) found.set(by, (found.get(by) ?? 0) + Number(!quiet));
    return found;
  }

  async function standing(by: number): Promise<Standing> {
    const of = (state: ItemState): Promise<Item[]> =>
      store.outbox.where("[by+state]").equals([by, state]).toArray();
    const held = inMemory.filter((each) => each.by === by && !each.quiet).length;
    const sent = (await store.settings.get(`sent:${by}`))?.value;
    return {
      waiting: (await store.outbox.where("[by+state]").equals([by, "waiting"]).filter(loud).count()) + held,
      refused: await of("refused"),
      kept: await of("kept"),
      lastSent: typeof sent === "number" ? sent : null,
      held,
    };
  }

  const read = async (item: Item): Promise<Sent> => unseal<Sent>(item.act, key);

  async function drop(n: number): Promise<void> {
    await store.outbox.delete(n);
    changed();
  }

  async function again(item: Item): Promise<void> {
    const { id: _old, ...says } = await read(item);
    const id = uuid7();
    const act: Sent = { ...says, id };
    await put({ ...item, id, act: await seal(act, key), state: "waiting" });
    await drop(item.n);
    void send();
  }

  return { add, addParts, send, standing, waiting, read, drop, again };
}

const loud = ({ quiet }: Item): boolean => !quiet;

function told(item: Item, state: "refused" | "kept", why = "", code = ""): Omit<Item, "n"> {
  const { n: _n, ...rest } = item;
  return { ...rest, state, why, code };
}

/** Sends on every occasion a browser gives; the Background Sync of some browsers is not in others, so nobody relies on it. */
export function sendOften(outbox: Outbox, page: Document, every = 30_000): () => void {
  const go = (): void => void outbox.send();
  const seen = (): void => {
    if (page.visibilityState === "visible") go();
  };
  const timer = setInterval(go, every);
  const view = page.defaultView;
  view?.addEventListener("online", go);
  view?.addEventListener("pageshow", go);
  page.addEventListener("visibilitychange", seen);
  go();
  return () => {
    clearInterval(timer);
    view?.removeEventListener("online", go);
    view?.removeEventListener("pageshow", go);
    page.removeEventListener("visibilitychange", seen);
  };
}
