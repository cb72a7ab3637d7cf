import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { listOf } from "./fake-list";
import type { Hello, Net, Reply, Shelf } from "./net";
import type { Sent } from "./outbox";
import { Phone } from "./phone";
import { openStore, type Store } from "./store";

const gate: Shelf = { kind: "gate", area: "371103150201", name: "竹村", until: null };
const pin = "274913";

/** A server in memory: whom it knows, what it holds, and how it answers. */
class Server {
  state: "ok" | "revoked" | "sign_in" = "ok";
  away = false;
  shelves: Shelf[] = [gate];
  person: Hello["person"] = { id: 7, name: "高山" };
  written = new Map<string, Sent>();
  asked: string[] = [];
  ended = false;

  net(): Net {
    const answered = <T extends object>(body: T): Reply<T & { now: string }> =>
      this.away ? { kind: "away" } : { kind: "ok", body: { now: new Date().toISOString(), ...body } };
    return {
      hello: async () =>
        answered({
          protocol: { newest: 1, oldest: 1 },
          csrf: "c",
          state: this.state,
          person: this.person,
          shelves: this.shelves,
        }),
      sync: async (items, how) => {
        if (this.away) return { kind: "away" };
        if (this.state === "sign_in" && "bearer" in how) return { kind: "sign_in" };
        const isRevoked = this.state === "revoked";
        for (const item of items) this.written.set(item.id, item);
        const fates = items.map(({ id }) =>
          isRevoked ? { id, fate: "kept" as const, code: "revoked_phone" } : { id, fate: "written" as const },
        );
        return answered({ state: isRevoked ? ("revoked" as const) : ("ok" as const), fates, left: 0 });
      },
      snapshot: async (_kind, area, since) => {
        this.asked.push(since);
        if (this.ended) return { kind: "gone", code: "post_ended" };
        return answered(listOf(9, { area }));
      },
      words: async () => null,
      signOut: async () => undefined,
    };
  }
}

let server: Server;
let store: Store;
let phone: Phone;

beforeEach(async () => {
  server = new Server();
  store = openStore(`phone-${crypto.randomUUID()}`);
  phone = await opened();
});

async function opened(): Promise<Phone> {
  const made = new Phone(store);
  await made.prepare(() => server.net());
  return made;
}

async function enrolled(): Promise<void> {
  expect(await phone.enrol("村口", pin)).toEqual({ ok: true });
  await vi.waitFor(() => expect(phone.snapshots.size).toBe(1));
  await vi.waitFor(async () => expect(await store.snapshots.count()).toBe(1));
}

const kinds = (): string[] => [...server.written.values()].map((act) => act.kind);

test("the list opens with the PIN alone, without a network, and nobody's name lies open in the store", async () => {
  await enrolled();
  const [kept] = await store.snapshots.toArray();
  expect(new TextDecoder().decode(kept?.data.bytes)).not.toContain("秀英");
  server.away = true;
  const later = await opened();
  expect(await later.unlock(7, pin)).toEqual({ ok: true });
  expect(later.snapshots.get("gate:371103150201")?.rows.people?.size).toBe(9);
  expect(later.state.stage).toBe("work");
});

test("a snapshot is asked for by its cursor the next time", async () => {
  await enrolled();
  await phone.refresh();
  expect(server.asked).toEqual(["", "c.1"]);
});

test("a lost phone that was taken away sends what it has, then keeps nothing", async () => {
  await enrolled();
  server.away = true;
  await phone.record("gates.record_passage", { way: "in" });
  server.away = false;
  server.state = "revoked";
  await phone.refresh();
  expect(phone.state.stage).toBe("unlock");
  expect(await store.snapshots.count()).toBe(0);
  await phone.outbox.send();
  await vi.waitFor(async () => expect(await store.holders.count()).toBe(0));
  expect(kinds()).toContain("gates.record_passage");
  expect(await store.outbox.count()).toBe(0);
});

test("a post that ended takes its list along and keeps the outbox", async () => {
  await enrolled();
  server.away = true;
  await phone.record("gates.record_passage", { way: "in" });
  await phone.outbox.send();
  server.away = false;
  server.ended = true;
  await phone.refresh();
  expect(phone.snapshots.size).toBe(0);
  expect(await store.snapshots.count()).toBe(0);
  expect(phone.state.shelves).toEqual([]);
  await phone.outbox.send();
  expect(kinds()).toContain("gates.record_passage");
});

test("a key the server no longer knows drops nothing; signing in anew sends the same acts", async () => {
  await enrolled();
  server.state = "sign_in";
  const id = await phone.record("gates.record_passage", { way: "in" });
  await phone.outbox.send();
  expect(phone.state.asks).toBe(true);
  expect(phone.state.standing.waiting).toBe(1);
  expect(phone.snapshots.size).toBe(1);
  server.state = "ok";
  expect(await phone.enrol("村口", "918273")).toEqual({ ok: true });
  await phone.outbox.send();
  expect(server.written.has(id)).toBe(true);
  expect(phone.state.asks).toBe(false);
});

test("two people on one phone see each their own; the first one's acts go out while the second works", async () => {
  await enrolled();
  server.away = true;
  await phone.record("gates.record_passage", { way: "in" });
  await phone.outbox.send();
  await phone.lock();
  server.away = false;
  server.person = { id: 8, name: "安书记" };
  expect(await phone.enrol("村口", "112358")).toEqual({ ok: true });
  await phone.outbox.send();
  await vi.waitFor(() => expect(kinds()).toContain("gates.record_passage"));
  expect(phone.state.standing.waiting).toBe(0);
  expect(await phone.unlock(7, "112358")).toMatchObject({ ok: false, why: "wrong_pin" });
});

test("five wrong PINs erase the list, and the sixth is not asked for", async () => {
  await enrolled();
  await phone.lock();
  for (const left of [4, 3, 2, 1])
    expect(await phone.unlock(7, "000001")).toEqual({ ok: false, why: "wrong_pin", left });
  expect(await phone.unlock(7, "000001")).toMatchObject({ why: "pin_gone" });
  expect(await phone.unlock(7, pin)).toMatchObject({ why: "sign_in" });
  expect(await store.snapshots.count()).toBe(0);
});

test("the right PIN in between begins the count anew", async () => {
  await enrolled();
  await phone.lock();
  await phone.unlock(7, "000001");
  await phone.unlock(7, pin);
  await phone.lock();
  expect(await phone.unlock(7, "000001")).toMatchObject({ left: 4 });
});

test("leaving destroys the keys at once; the farewell goes out behind everything else", async () => {
  await enrolled();
  server.away = true;
  await phone.record("gates.record_passage", { way: "in" });
  await phone.leave();
  const [holder] = await store.holders.toArray();
  expect(holder?.lock ?? holder?.token).toBeUndefined();
  expect(await store.snapshots.count()).toBe(0);
  server.away = false;
  await phone.outbox.send();
  await vi.waitFor(async () => expect(await store.holders.count()).toBe(0));
  expect(kinds().slice(-2)).toEqual(["gates.record_passage", "field.leave_phone"]);
});

test("nobody without a post is enrolled", async () => {
  server.shelves = [];
  expect(await phone.enrol("村口", pin)).toMatchObject({ ok: false, why: "no_post" });
  expect(await store.holders.count()).toBe(0);
});
