import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { type Clock, clockFrom } from "./clock";
import { type Fate, type Outbox, outboxOf, type Reply, type Sent, sendOften } from "./outbox";
import { openStore, type Store } from "./store";
import { makePhoneKey } from "./vault";

const gao = 7;
const an = 8;
let store: Store;
let key: CryptoKey;
let box: Outbox;
let replies: Reply[];
let posted: { by: number; items: Sent[] }[];
let heard: string[];
let network: boolean;
let clock: Clock;
/** What the server holds: an act written twice under one number is one. */
let written: Map<string, Sent>;

beforeEach(async () => {
  store = openStore(`test-${crypto.randomUUID()}`);
  key = await makePhoneKey();
  replies = [];
  posted = [];
  heard = [];
  network = true;
  clock = clockFrom(0, () => undefined);
  written = new Map();
  box = opened();
});

function opened(): Outbox {
  return outboxOf({
    store,
    key,
    clock,
    post: async (by, items) => {
      posted.push({ by, items });
      const reply = network ? replies.shift() : { kind: "away" as const };
      if (reply && reply.kind !== "fates") return reply;
      for (const item of items) written.set(item.id, item);
      return reply ?? { kind: "fates", fates: items.map(({ id }): Fate => ({ id, fate: "written" })) };
    },
    changed: () => undefined,
    heard: (_by, fate) => heard.push(`${fate.id} ${fate.fate}`),
  });
}

const passage = { gate: 3, way: "in" };

test("an act is written down before anything is sent, and erased once it is answered", async () => {
  network = false;
  const id = await box.add(gao, "gates.record_passage", passage);
  await box.send();
  expect((await box.standing(gao)).waiting).toBe(1);
  network = true;
  await box.send();
  expect(await store.outbox.count()).toBe(0);
  expect([...written.keys()]).toEqual([id]);
  expect((await box.standing(gao)).lastSent).toBeTypeOf("number");
});

test("what lies in the store says nothing to whoever reads it", async () => {
  network = false;
  await box.add(gao, "gates.record_passage", { ...passage, plate: "鲁L12345", guest: "王大爷" });
  await box.send();
  const [item] = await store.outbox.toArray();
  const text = new TextDecoder().decode(item?.act.bytes);
  expect(text).not.toContain("L12345");
  expect(item && (await box.read(item)).guest).toBe("王大爷");
});

test("acts go out in the order in which they happened, in batches", async () => {
  network = false;
  const ids: string[] = [];
  for (let n = 0; n < 120; n += 1) ids.push(await box.add(gao, "gates.record_passage", passage));
  await box.send();
  posted = [];
  network = true;
  await box.send();
  expect(posted.map(({ items }) => items.length)).toEqual([100, 20]);
  expect(posted.flatMap(({ items }) => items.map((item) => item.id))).toEqual(ids);
});

test("a batch half answered is resumed where it stopped", async () => {
  network = false;
  const one = await box.add(gao, "a.b", {});
  const two = await box.add(gao, "a.b", {});
  await box.send();
  network = true;
  replies = [{ kind: "fates", fates: [{ id: one, fate: "written" }] }];
  posted = [];
  await box.send();
  expect(posted.map(({ items }) => items.map((item) => item.id))).toEqual([[one, two], [two]]);
});

test("a refused act waits with its reason and holds nobody up; once more it is a new act of the same moment", async () => {
  network = false;
  const bad = await box.add(gao, "a.b", { x: 1 });
  await box.send();
  network = true;
  replies = [{ kind: "fates", fates: [{ id: bad, fate: "refused", code: "no", sentence: "已经撤回。" }] }];
  await box.send();
  await box.add(gao, "a.b", { x: 2 });
  await box.send();
  const { refused, waiting } = await box.standing(gao);
  expect(waiting).toBe(0);
  expect(refused.map((item) => item.why)).toEqual(["已经撤回。"]);
  const first = refused[0];
  if (!first) throw new Error("nothing refused");
  const before = await box.read(first);
  await box.again(first);
  await box.send();
  expect((await box.standing(gao)).refused).toEqual([]);
  const newer = [...written.values()].filter((act) => act.x === 1 && act.id !== bad);
  expect(newer.map((act) => act.happened_at)).toEqual([before.happened_at]);
});

test("what the server keeps for a person to put right is said, not sent again", async () => {
  const id = await box.add(gao, "a.b", {});
  replies = [{ kind: "fates", fates: [{ id, fate: "kept", code: "unknown_kind" }] }];
  await box.send();
  await vi.waitFor(async () => expect((await box.standing(gao)).kept).toHaveLength(1));
  const times = posted.length;
  await box.send();
  expect(posted).toHaveLength(times);
});

test("each person's acts go out in their own name, and one who is shut out holds up nobody else", async () => {
  network = false;
  await box.add(gao, "a.b", {});
  await box.add(an, "a.b", {});
  await box.send();
  posted = [];
  network = true;
  replies = [{ kind: "shut" }];
  await box.send();
  expect(posted.map(({ by }) => by)).toEqual([gao, an]);
  expect((await box.standing(gao)).waiting).toBe(1);
  expect((await box.standing(an)).waiting).toBe(0);
});

test("a full phone keeps the act in memory, says so, and sends it all the same", async () => {
  network = false;
  const full = vi
    .spyOn(store.outbox, "add")
    .mockRejectedValue(new DOMException("full", "QuotaExceededError"));
  await box.add(gao, "a.b", { x: 9 });
  await box.send();
  expect(await box.standing(gao)).toMatchObject({ waiting: 1, held: 1 });
  full.mockRestore();
  network = true;
  await box.send();
  expect(await box.standing(gao)).toMatchObject({ waiting: 0, held: 0 });
  expect([...written.values()].map((act) => act.x)).toEqual([9]);
});

test("an act added while others are on their way goes out right behind them", async () => {
  const first = box.add(gao, "a.b", {});
  const second = box.add(gao, "a.b", {});
  await Promise.all([first, second]);
  await vi.waitFor(() => expect(written.size).toBe(2));
});

test("what was recorded by a clock a day behind says so, the same each time it is sent", async () => {
  network = false;
  clock = clockFrom(null, () => undefined);
  box = opened();
  await box.add(gao, "a.b", {});
  clock.hear(Date.now() + 86_400_000, Date.now(), Date.now());
  await box.send();
  clock.hear(Date.now(), Date.now(), Date.now());
  network = true;
  await box.send();
  const sent = posted.flatMap(({ items }) => items);
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent.slice(1).map((item) => item.clock_off))).toEqual(new Set([86_400]));
  const phone = Date.parse(sent[0]?.happened_at ?? "");
  expect(Math.abs(phone - Date.now())).toBeLessThan(60_000);
});

test("two calls at once send once, and a page opened anew sends what the old one left", async () => {
  network = false;
  await box.add(gao, "a.b", {});
  await box.send();
  posted = [];
  network = true;
  const anew = opened();
  await Promise.all([anew.send(), anew.send()]);
  expect(posted.filter(({ items }) => items.length > 0)).toHaveLength(1);
  expect(await store.outbox.count()).toBe(0);
});

test("a photo counts as one, and goes out two parts at a time when nothing else waits", async () => {
  network = false;
  await box.addParts(gao, "disinfection.add_proof_part", [{ number: 1 }, { number: 2 }, { number: 3 }]);
  await box.add(gao, "gates.record_passage", passage);
  await box.send();
  expect((await box.standing(gao)).waiting).toBe(2);
  expect((await box.waiting()).get(gao)).toBe(2);
  posted = [];
  network = true;
  await box.send();
  const sent = posted.map(({ items }) => items.map(({ kind, number }) => number ?? kind));
  expect(sent).toEqual([["gates.record_passage"], [1, 2], [3]]);
  expect(await store.outbox.count()).toBe(0);
});

test("parts of a photo that a full phone cannot write down are sent from memory", async () => {
  network = false;
  const full = vi
    .spyOn(store.outbox, "add")
    .mockRejectedValue(new DOMException("full", "QuotaExceededError"));
  await box.addParts(gao, "disinfection.add_proof_part", [{ number: 1 }, { number: 2 }, { number: 3 }]);
  expect((await box.standing(gao)).held).toBe(1);
  full.mockRestore();
  network = true;
  await box.send();
  expect([...written.values()].map(({ number }) => number)).toEqual([1, 2, 3]);
});

test("it sends at the start, when the network is back, when the page is seen, and by the clock", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const send = vi.fn(async () => undefined);
  const stop = sendOften({ ...box, send }, document, 1_000);
  expect(send).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event("online"));
  expect(send).toHaveBeenCalledTimes(2);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(send).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(3_000);
  expect(send).toHaveBeenCalledTimes(6);
  stop();
  window.dispatchEvent(new Event("online"));
  vi.advanceTimersByTime(3_000);
  expect(send).toHaveBeenCalledTimes(6);
  vi.useRealTimers();
});
