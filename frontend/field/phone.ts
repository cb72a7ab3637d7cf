/** The phone itself: who works with it, what it holds for them, and what goes out in their name. */
import { reactive, shallowReactive } from "vue";
import { uuid7 } from "../shared/uuid7";
import { type Clock, clockFrom } from "./clock";
import { type Entered, enrolment } from "./enrol";
import { type Net, netFrom, type Shelf } from "./net";
import { type Fate, type Outbox, outboxOf, type Reply, type Sent, type Standing, sendOften } from "./outbox";
import { applied, type Snapshot } from "./rules/difference";
import { isSame, type Packed, packed, unpacked } from "./snapshot";
import { type Holder, keepStore, type Store } from "./store";
import { lockWith, makePhoneKey, mostWrongPins, openLock, seal, unseal } from "./vault";

export type Stage = "starting" | "insecure" | "unlock" | "enrol" | "work";

/** Somebody who may unlock this phone, as the list shows them. */
export interface Named {
  id: number;
  name: string;
  unsent: number;
  /** Whether a PIN opens it, or only a new sign-in. */
  opens: boolean;
}

export interface State {
  stage: Stage;
  me: { id: number; name: string } | null;
  /** Signed in on the ordinary page and not yet enrolled here. */
  arriving: { id: number; name: string; shelves: Shelf[] } | null;
  holders: Named[];
  shelves: Shelf[];
  standing: Standing;
  /** Acts of others who use this phone, not yet sent. */
  othersUnsent: number;
  /** The server does not know this phone's key any more. */
  asks: boolean;
  /** How far the phone's own clock is off, in seconds. */
  clockOff: number;
  /** Whether the last try reached the server; null before the first. */
  reached: boolean | null;
  /** When what is shown was last fetched, by shelf; milliseconds. */
  savedAt: Record<string, number>;
}

interface Open {
  id: number;
  key: CryptoKey;
  token: string;
}

const nothing: Standing = { waiting: 0, refused: [], kept: [], lastSent: null, held: 0 };
const refreshEvery = 120_000;
const afterUpload = 1_000;

export function shelfKey({ kind, area }: { kind: string; area: string }): string {
  return `${kind}:${area}`;
}

export class Phone {
  readonly state: State = reactive({
    stage: "starting",
    me: null,
    arriving: null,
    holders: [],
    shelves: [],
    standing: nothing,
    othersUnsent: 0,
    asks: false,
    clockOff: 0,
    reached: null,
    savedAt: {},
  });
  /** What the phone holds for whoever has it open, by shelf. */
  readonly snapshots: Map<string, Snapshot> = shallowReactive(new Map());
  /** What the server said about acts of this session, by their number. */
  readonly fates: Map<string, Fate> = shallowReactive(new Map());
  clock!: Clock;
  net!: Net;
  outbox!: Outbox;
  private key!: CryptoKey;
  private number!: string;
  private open: Open | null = null;
  private soon: ReturnType<typeof setTimeout> | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(readonly store: Store) {}

  /** Opens what the phone has kept. Nothing personal is readable before somebody's PIN. */
  async start(page: Document): Promise<void> {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB) {
      this.state.stage = "insecure";
      return;
    }
    await this.prepare();
    void keepStore();
    sendOften(this.outbox, page);
    this.refreshOften(page);
    await this.standAtDoor();
    void this.lookWhoArrives();
  }

  /** What the server says for its codes: fetched when it can be, kept for when it cannot. */
  async words(learn: (words: unknown) => void): Promise<void> {
    learn(await this.setting("words", () => null));
    const fresh = await this.net.words();
    if (!fresh) return;
    learn(fresh);
    await this.store.settings.put({ key: "words", value: fresh });
  }

  /** The phone's key, number, clock and outbox; made once per phone. */
  async prepare(net?: (hear: Clock["hear"]) => Net): Promise<void> {
    const kept = await this.store.phones.get("this");
    this.key = kept?.key ?? (await makePhoneKey());
    if (!kept) await this.store.phones.put({ id: "this", key: this.key });
    this.number = String(await this.setting("phone", () => uuid7()));
    const ahead = await this.setting<number | null>("ahead", () => null);
    this.clock = clockFrom(ahead, (known) => void this.store.settings.put({ key: "ahead", value: known }));
    this.net = (net ?? netFrom)((...heard) => {
      this.clock.hear(...heard);
      this.state.clockOff = this.clock.off() ?? 0;
    });
    this.outbox = outboxOf({
      store: this.store,
      key: this.key,
      clock: this.clock,
      post: (by, items) => this.post(by, items),
      changed: () => void this.tell(),
      heard: (_by, fate) => this.hear(fate),
    });
    await this.tell();
  }

  /** What was written changes what the lists say: they are asked for anew, once for a whole upload. */
  private hear(fate: Fate): void {
    this.fates.set(fate.id, fate);
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.refresh(), afterUpload);
  }

  private async setting<T>(key: string, make: () => T): Promise<T> {
    const kept = await this.store.settings.get(key);
    if (kept) return kept.value as T;
    const value = make();
    await this.store.settings.put({ key, value });
    return value;
  }

  /** The list of people this phone belongs to; with nobody on it, the way to sign in. */
  private async standAtDoor(): Promise<void> {
    await this.listHolders();
    this.state.stage = "unlock";
  }

  private async listHolders(): Promise<void> {
    const waiting = await this.outbox.waiting();
    const all = await this.store.holders.toArray();
    this.state.holders = all.map((each) => ({
      id: each.id,
      name: each.name,
      unsent: waiting.get(each.id) ?? 0,
      opens: Boolean(each.lock && each.token && !each.ended),
    }));
  }

  /** Somebody came back from the sign-in page: their post is asked for, and then their PIN. */
  async lookWhoArrives(): Promise<void> {
    const reply = await this.net.hello();
    this.state.reached = reply.kind !== "away";
    if (reply.kind !== "ok" || !reply.body.person || this.state.stage !== "unlock") return;
    this.state.arriving = { ...reply.body.person, shelves: reply.body.shelves };
    this.state.stage = "enrol";
  }

  /** Enrols this phone for whoever signed in, under a PIN of their own; the page's session then ends. */
  async enrol(phoneName: string, pin: string): Promise<Entered> {
    const made = await enrolment(this.net, { phone: this.number, name: phoneName, at: this.clock.now() });
    if (!made.ok) return made;
    const { person, shelves, area, token, upload, csrf } = made;
    const { lock, key } = await lockWith(pin, this.key);
    await this.store.holders.put({
      id: person.id,
      name: person.name,
      upload: await seal(upload, this.key),
      token: await seal(token, key),
      lock,
      shelves,
      area,
      wrongPins: 0,
      asks: false,
    });
    await this.store.snapshots.where("by").equals(person.id).delete();
    await this.net.signOut(csrf);
    this.state.arriving = null;
    await this.enter({ id: person.id, key, token }, person.name, shelves);
    return { ok: true };
  }

  /** Opens one person's things with their PIN. After too many wrong ones only a new sign-in helps; nothing unsent is lost. */
  async unlock(id: number, pin: string): Promise<Entered> {
    const holder = await this.store.holders.get(id);
    if (!holder?.lock || !holder.token) return { ok: false, why: "sign_in" };
    const key = await openLock(holder.lock, pin, this.key);
    if (!key) return this.wrongPin(holder);
    await this.store.holders.update(id, { wrongPins: 0 });
    const token = await unseal<string>(holder.token, key);
    await this.enter({ id, key, token }, holder.name, holder.shelves);
    return { ok: true };
  }

  private async wrongPin(holder: Holder): Promise<Entered> {
    const wrongPins = holder.wrongPins + 1;
    const left = mostWrongPins - wrongPins;
    if (left > 0) {
      await this.store.holders.update(holder.id, { wrongPins });
      return { ok: false, why: "wrong_pin", left };
    }
    await this.end(holder.id, "pins");
    await this.listHolders();
    return { ok: false, why: "pin_gone" };
  }

  private async enter(open: Open, name: string, shelves: Shelf[]): Promise<void> {
    this.open = open;
    this.state.me = { id: open.id, name };
    this.state.shelves = shelves;
    this.state.asks = (await this.store.holders.get(open.id))?.asks ?? false;
    await this.load(open);
    this.state.stage = "work";
    await this.tell();
    void this.refresh();
    void this.outbox.send();
  }

  private async load({ id, key }: Open): Promise<void> {
    for (const kept of await this.store.snapshots.where("by").equals(id).toArray()) {
      const snapshot = await unseal<Packed>(kept.data, key).then(unpacked, () => null);
      if (!snapshot) continue;
      this.snapshots.set(kept.shelf, snapshot);
      this.state.savedAt[kept.shelf] = kept.savedAt;
    }
  }

  /** Puts the phone down: nothing of this person is readable until their PIN. Their acts still go out. */
  async lock(): Promise<void> {
    this.open = null;
    this.state.me = null;
    this.state.shelves = [];
    this.state.savedAt = {};
    this.snapshots.clear();
    this.fates.clear();
    await this.tell();
    await this.standAtDoor();
  }

  /** Leaves the phone for good: keys and lists are destroyed at once, unsent acts go out, then the last trace goes. */
  async leave(): Promise<void> {
    if (!this.open) return;
    const { id } = this.open;
    const area = (await this.store.holders.get(id))?.area;
    await this.outbox.add(id, "field.leave_phone", { area, phone: this.number });
    await this.end(id, "signed_out");
    await this.lock();
    void this.outbox.send();
  }

  /** Destroys what lies under somebody's PIN. */
  private async end(id: number, ended: NonNullable<Holder["ended"]>): Promise<void> {
    const holder = await this.store.holders.get(id);
    if (!holder) return;
    const { lock: _lock, token: _token, ...rest } = holder;
    await this.store.transaction("rw", this.store.holders, this.store.snapshots, async () => {
      await this.store.holders.put({ ...rest, ended });
      await this.store.snapshots.where("by").equals(id).delete();
    });
    if (this.open?.id === id) await this.lock();
  }

  /** An act of whoever has the phone open: into the outbox first, always. */
  async record(kind: string, says: object): Promise<string> {
    if (!this.open) throw new Error("Nobody has the phone open.");
    return this.outbox.add(this.open.id, kind, says);
  }

  /** A photo that shows an act was done, in parts that follow it. */
  async attach(kind: string, parts: object[]): Promise<void> {
    if (!this.open) throw new Error("Nobody has the phone open.");
    await this.outbox.addParts(this.open.id, kind, parts);
  }

  /** Sends for one person with their upload key, whoever is holding the phone. */
  private async post(by: number, items: Sent[]): Promise<Reply> {
    const holder = await this.store.holders.get(by);
    if (!holder) return { kind: "shut" };
    const bearer = await unseal<string>(holder.upload, this.key);
    const reply = await this.net.sync(items, { bearer });
    this.state.reached = reply.kind !== "away";
    if (reply.kind === "sign_in") {
      await this.store.holders.update(by, { asks: true });
      if (this.open?.id === by) this.state.asks = true;
      return { kind: "shut" };
    }
    if (reply.kind !== "ok" || reply.body.fates.length !== items.length) return { kind: "away" };
    if (reply.body.state === "revoked" && !holder.ended) await this.end(by, "revoked");
    return { kind: "fates", fates: reply.body.fates };
  }

  /** Fetches what changed on every shelf; without a network everything stays as it was. */
  refresh(): Promise<void> {
    this.refreshing ??= this.fetchAll().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async fetchAll(): Promise<void> {
    const open = this.open;
    if (!open) return;
    const hello = await this.net.hello(open.token);
    this.state.reached = hello.kind !== "away";
    if (hello.kind !== "ok" || open !== this.open) return;
    if (hello.body.state === "revoked") return this.end(open.id, "revoked");
    this.state.asks = hello.body.state === "sign_in";
    await this.store.holders.update(open.id, { asks: this.state.asks });
    if (this.state.asks) return;
    this.state.shelves = hello.body.shelves;
    await this.store.holders.update(open.id, { shelves: hello.body.shelves });
    const keys = new Set(hello.body.shelves.map(shelfKey));
    for (const gone of [...this.snapshots.keys()].filter((key) => !keys.has(key)))
      await this.drop(open, gone);
    for (const shelf of hello.body.shelves) await this.fetchOne(open, shelf);
  }

  private async fetchOne(open: Open, { kind, area }: Shelf): Promise<void> {
    const name = shelfKey({ kind, area });
    const before = this.snapshots.get(name) ?? null;
    const reply = await this.net.snapshot(kind, area, before?.cursor ?? "", open.token);
    if (open !== this.open) return;
    if (reply.kind === "gone") {
      await (reply.code === "revoked" ? this.end(open.id, "revoked") : this.drop(open, name));
      return;
    }
    if (reply.kind !== "ok") return;
    const savedAt = Date.parse(reply.body.now);
    this.state.savedAt[name] = savedAt;
    if (before && isSame(before, reply.body)) return;
    const after = applied(before, reply.body);
    this.snapshots.set(name, after);
    const data = await seal(packed(after), open.key);
    // A full phone still works on from memory; the next fetch begins from what was last written down.
    await this.store.snapshots.put({ by: open.id, shelf: name, savedAt, data }).catch(() => undefined);
  }

  /** The post is over: what it needed is not kept a day longer. */
  private async drop(open: Open, name: string): Promise<void> {
    this.snapshots.delete(name);
    delete this.state.savedAt[name];
    this.state.shelves = this.state.shelves.filter((each) => shelfKey(each) !== name);
    await this.store.snapshots.delete([open.id, name]);
  }

  private refreshOften(page: Document): void {
    setInterval(() => void this.refresh(), refreshEvery);
    page.addEventListener("visibilitychange", () => {
      if (page.visibilityState === "visible") void this.refresh();
    });
    page.defaultView?.addEventListener("online", () => void this.refresh());
  }

  /** Brings the line that tells the truth up to date, and lets go whoever has left and has nothing unsent. */
  private async tell(): Promise<void> {
    const waiting = await this.outbox.waiting();
    const me = this.state.me?.id;
    this.state.standing = me === undefined ? nothing : await this.outbox.standing(me);
    this.state.othersUnsent = [...waiting].reduce((sum, [by, n]) => (by === me ? sum : sum + n), 0);
    for (const holder of await this.store.holders.toArray()) {
      const isOver = holder.ended === "signed_out" || holder.ended === "revoked";
      if (isOver && !waiting.get(holder.id)) await this.forget(holder.id);
    }
    if (this.state.stage === "unlock") await this.listHolders();
  }

  /** The last trace of somebody who has left: what was not accepted stands in the server's ledger. */
  private async forget(id: number): Promise<void> {
    await this.store.holders.delete(id);
    await this.store.outbox
      .where("[by+state]")
      .anyOf([
        [id, "refused"],
        [id, "kept"],
      ])
      .delete();
    await this.store.settings.delete(`sent:${id}`);
  }
}
