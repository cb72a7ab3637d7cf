import { beforeEach, expect, test, vi } from "vitest";
import { type Fate, type Letter, type Outbox, outboxOf } from "./outbox";

const written: Fate = { kind: "written", html: "" };
let fates: Record<string, Fate[]> = {};
let sent: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  fates = {};
  sent = [];
});

function boxOf(by = "7"): Outbox {
  const post = async (letter: Letter): Promise<Fate> => {
    sent.push(letter.id);
    return fates[letter.id]?.shift() ?? written;
  };
  return outboxOf({ storage: sessionStorage, by, post, heard: () => undefined });
}

const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  id,
  to: "/gates/record",
  by: "7",
  name: "高岩",
  at: 0,
  fields: [],
  ...more,
});
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

test("what is answered is erased, also from the window's storage", async () => {
  const box = boxOf();
  box.add(letter("a"));
  expect(sessionStorage.length).toBe(1);
  await settled();
  expect(box.letters()).toEqual([]);
  expect(sessionStorage.length).toBe(0);
});

test("while nobody answers it is tried again, more and more rarely, under the same number", async () => {
  fates.a = [{ kind: "away" }, { kind: "away" }, { kind: "away" }];
  const box = boxOf();
  box.add(letter("a"));
  await settled();
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(sent).toEqual(["a", "a", "a", "a"]);
  expect(box.letters()).toEqual([]);
});

test("two calls at once send once", async () => {
  const box = boxOf();
  box.add(letter("a"));
  void box.send();
  void box.send();
  await settled();
  expect(sent).toEqual(["a"]);
});

test("a reloaded page sends what the window kept", async () => {
  fates.a = [{ kind: "away" }];
  boxOf().add(letter("a"));
  await settled();
  vi.clearAllTimers();
  const again = boxOf();
  expect(again.letters()).toHaveLength(1);
  await again.send();
  expect(again.letters()).toEqual([]);
});

test("a fault with one letter does not hold up the others", async () => {
  fates.a = [{ kind: "failed" }];
  const box = boxOf();
  box.add(letter("a"));
  box.add(letter("b"));
  await settled();
  expect(box.letters().map((each) => each.id)).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(box.letters()).toEqual([]);
});

test("what was refused waits for a person, and is not sent again by itself", async () => {
  fates.a = [{ kind: "refused", sentence: "no" }];
  const box = boxOf();
  box.add(letter("a"));
  await settled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual(["a"]);
  expect(box.letters()[0]?.refused).toBe("no");
  box.drop("a");
  expect(sessionStorage.length).toBe(0);
});

test("a shut door is not knocked at again by itself, and nothing is lost", async () => {
  fates.a = [{ kind: "shut" }];
  const box = boxOf();
  box.add(letter("a"));
  await settled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual(["a"]);
  await box.send();
  expect(box.letters()).toEqual([]);
});

test("nothing is sent in another person's name", async () => {
  fates.a = [{ kind: "away" }];
  boxOf("7").add(letter("a"));
  await settled();
  vi.clearAllTimers();
  const other = boxOf("8");
  await other.send();
  expect(sent).toEqual(["a"]);
  expect(other.letters()).toHaveLength(1);
});

test("a slip is taken back only after the passage is written, and goes with it when it is dropped", async () => {
  fates.a = [{ kind: "failed" }, { kind: "refused", sentence: "no" }];
  const box = boxOf();
  box.add(letter("a"));
  box.add(letter("b", { after: "a" }));
  await settled();
  expect(sent).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual(["a", "a"]);
  box.drop("a");
  expect(box.letters()).toEqual([]);
});

test("damaged storage is an empty one", () => {
  sessionStorage.setItem("gate-outbox", "{");
  expect(boxOf().letters()).toEqual([]);
});
