/** What happens at a gate: somebody is found, the verdict stands there, one press writes it down. */
import { type ComputedRef, computed, reactive } from "vue";
import { GateList, type Recent, type Seen, type Subject } from "./gate-list";
import type { Shelf } from "./net";
import type { Sent } from "./outbox";
import { type Phone, shelfKey } from "./phone";
import { bookOf } from "./recorded";
import type { Verdict } from "./rules/standing";
import { verdict } from "./rules/verdict";

export type Outcome = "passed" | "turned_back" | "held";

/** The line about the entry before. */
export interface Receipt {
  id: string;
  at: number;
  who: string;
  where: string;
  way: "in" | "out";
  outcome: Outcome;
  undone: boolean;
}

export interface Entry {
  who: Subject | null;
  way: "in" | "out";
  persons: number;
  readings: string[];
  emergency: string;
  animals: number;
  goods: string;
  guest: string;
  token: string;
}

export interface Car {
  gate: number;
  plate: string;
  persons: number;
  readings: string[];
  outcome: Outcome;
  more: { came_from: string; bound_for: string; bound_area?: number };
}

/** Whoever stands there, and what is to be done. */
export interface Spot {
  entry: Entry;
  /** The verdict on whoever stands there, at this moment. */
  ruling: ComputedRef<Verdict | null>;
  choose(who: Subject, token?: string): void;
  clear(): void;
}

export interface Desk extends Spot {
  list: ComputedRef<GateList | null>;
  receipt: { last: Receipt | null };
  recent: ComputedRef<Recent[]>;
  /** What this phone recorded here and the server has not answered: in, out and turned back. */
  unsent: ComputedRef<{ in: number; out: number; turned_back: number }>;
  record(outcome: Outcome, gate: number): Promise<void>;
  /** A vehicle at a road checkpoint, with where it comes from and where it goes. */
  recordVehicle(car: Car): Promise<void>;
  undo(): Promise<void>;
}

const empty: Entry = {
  who: null,
  way: "in",
  persons: 1,
  readings: [],
  emergency: "",
  animals: 0,
  goods: "",
  guest: "",
  token: "",
};

export const outcomes: Record<Verdict["ruling"], Outcome> = {
  allowed: "passed",
  emergency: "passed",
  denied: "turned_back",
  held: "held",
};

/** What is seen from afar and heard. */
export const tones = { allowed: "go", emergency: "go", denied: "stop", held: "wait" } as const;

/** The desk of one gate shelf. */
export function deskOf(phone: Phone, shelf: Shelf, gate: () => number | null): Desk {
  const name = shelfKey(shelf);
  const book = bookOf(phone, shelf, ["gates.record_passage", "gates.take_back_passage"]);
  const list = computed(() => {
    const snapshot = phone.snapshots.get(name);
    return snapshot ? new GateList(snapshot) : null;
  });
  const receipt = reactive<{ last: Receipt | null }>({ last: null });
  const recent = computed(() => {
    const undone = new Set(book.acts.map(({ act }) => act.passage));
    const passed = book.acts.filter(({ act }) => act.outcome === "passed" && !undone.has(act.id));
    return passed.flatMap(({ act, at }) => (list.value ? [list.value.trace(act, at)] : []));
  });

  const unsent = computed(() => {
    const acts = book.acts.filter(
      ({ act }) => act.kind === "gates.record_passage" && !phone.fates.has(act.id),
    );
    const count = (fits: (act: Sent) => boolean): number =>
      acts.filter(({ act }) => fits(act)).reduce((sum, { act }) => sum + Number(act.persons ?? 0), 0);
    return {
      in: count((act) => act.outcome === "passed" && act.way === "in"),
      out: count((act) => act.outcome === "passed" && act.way === "out"),
      turned_back: acts.filter(({ act }) => act.outcome === "turned_back").length,
    };
  });

  const spot = spotOf(phone, list, recent, gate);
  const { entry, ruling, clear } = spot;

  async function record(outcome: Outcome, at: number): Promise<void> {
    const { who } = entry;
    if (!who) return;
    await write(passageOf(entry, who, at, outcome, ruling.value), who, outcome);
    clear();
  }

  async function recordVehicle({ gate: at, plate, persons, readings, outcome, more }: Car): Promise<void> {
    Object.assign(entry, { ...empty, way: "in", persons, readings });
    const who = {
      name: plate,
      kind: "vehicle" as const,
      resident: null,
      home: null,
      plate,
      shown: null,
      fault: "",
    };
    await write(said({ ...passageOf(entry, who, at, outcome, null), ...more }), who, outcome);
    clear();
  }

  async function write(says: Record<string, unknown>, who: Subject, outcome: Outcome): Promise<void> {
    const { act } = await book.record("gates.record_passage", says);
    receipt.last = {
      id: act.id,
      at: phone.clock.now(),
      who: entry.guest || who.name || entry.goods,
      where: who.home?.label ?? "",
      way: entry.way,
      outcome,
      undone: false,
    };
  }

  async function undo(): Promise<void> {
    const { last } = receipt;
    if (!last || last.undone) return;
    last.undone = true;
    await book.record("gates.take_back_passage", { passage: last.id });
  }

  return { ...spot, list, receipt, recent, unsent, record, recordVehicle, undo };
}

/** An empty spot before a list. */
export function spotOf(
  phone: Phone,
  list: Desk["list"],
  recent: Desk["recent"],
  gate: () => number | null,
): Spot {
  const entry = reactive<Entry>({ ...empty });
  const now = (): number => Math.floor(phone.clock.now() / 1000);
  const ruling = computed(() => {
    const who = entry.who;
    const known = list.value;
    return who && known
      ? verdict(known.standing(who, seenOf(entry, gate()), now(), recent.value), now(), known.rules)
      : null;
  });

  function choose(who: Subject, token = ""): void {
    const way = list.value?.isInside(who, recent.value) ? "out" : "in";
    Object.assign(entry, { ...empty, readings: [], who, way, token, animals: who.kind === "animal" ? 1 : 0 });
  }

  function clear(): void {
    Object.assign(entry, { ...empty, readings: [] });
  }

  return { entry, ruling, choose, clear };
}

/** The highest temperature decides: one feverish traveller holds the car. */
function seenOf({ way, readings, persons, emergency }: Entry, gate: number | null): Seen {
  const highest = [...readings].sort((a, b) => Number(b) - Number(a))[0];
  return { way, temperature: highest ?? null, persons, emergency, gate };
}

/** The act's fields; what was not said is left out. */
function passageOf(
  entry: Entry,
  who: Subject,
  gate: number,
  outcome: Outcome,
  ruling: Verdict | null,
): Record<string, unknown> {
  const isBodily = who.kind === "person" || who.kind === "vehicle";
  const shown = who.shown?.id ?? ruling?.permit ?? "";
  const fields = {
    gate,
    way: entry.way,
    moving: who.kind,
    resident: who.resident,
    plate: who.plate,
    guest: entry.guest || (who.kind === "person" && who.resident === null ? who.name : ""),
    persons: isBodily ? entry.persons : null,
    animals: entry.animals,
    goods: entry.goods,
    emergency: entry.emergency,
    // An exception from staying at home is known to the server anyway; an authorisation and a visit are named.
    authorisation: shown && !/^[ev]\d/.test(shown) ? shown : null,
    exception: /^v\d/.test(shown) ? Number(shown.slice(1)) : null,
    pass_token: entry.token,
    purpose: "",
    outcome,
    ...measured(entry.readings),
  };
  return said(fields);
}

/** What was said: empty texts, zeros and nothings are left out. */
function said(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && value !== null && value !== 0),
  );
}

function measured(readings: readonly string[]): Record<string, unknown> {
  if (readings.length > 1) return { temperatures: readings };
  return readings.length === 1 ? { temperature: readings[0] } : {};
}
