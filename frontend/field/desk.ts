/** What happens at a gate: somebody is found, the verdict stands there, one press writes it down. */
import { type ComputedRef, computed, reactive, watch } from "vue";
import { GateList, type Recent, type Seen, type Subject } from "./gate-list";
import type { Shelf } from "./net";
import { type Phone, shelfKey } from "./phone";
import { type Verdict, verdict } from "./rules/verdict";

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

export interface Desk {
  list: ComputedRef<GateList | null>;
  entry: Entry;
  /** The verdict on whoever stands there, at this moment. */
  ruling: ComputedRef<Verdict | null>;
  receipt: { last: Receipt | null };
  recent: Recent[];
  choose(who: Subject, token?: string): void;
  record(outcome: Outcome, gate: number): Promise<void>;
  undo(): Promise<void>;
  clear(): void;
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

/** The desk of one gate shelf. */
export function deskOf(phone: Phone, shelf: Shelf): Desk {
  const name = shelfKey(shelf);
  const recent: Recent[] = reactive([]);
  const list = computed(() => {
    const snapshot = phone.snapshots.get(name);
    return snapshot ? new GateList(snapshot) : null;
  });
  const entry = reactive<Entry>({ ...empty });
  const receipt = reactive<{ last: Receipt | null }>({ last: null });
  const now = (): number => Math.floor(phone.clock.now() / 1000);
  void remember();
  // What the server has answered and a newer list knows is counted once.
  watch(list, () => recent.splice(0, recent.length, ...recent.filter((each) => !phone.fates.has(each.id))));

  /** Entries of this phone that were not sent when it was last opened count as well. */
  async function remember(): Promise<void> {
    const me = phone.state.me?.id ?? -1;
    const waiting = await phone.store.outbox.where("[by+state]").equals([me, "waiting"]).toArray();
    for (const item of waiting.filter(({ kind }) => kind === "gates.record_passage")) {
      const act = await phone.outbox.read(item);
      if (list.value && act.outcome === "passed") recent.push(list.value.trace(act, item.at / 1000));
    }
  }

  const ruling = computed(() => {
    const who = entry.who;
    const known = list.value;
    return who && known
      ? verdict(known.standing(who, seenOf(entry), now(), recent), now(), known.rules)
      : null;
  });

  function choose(who: Subject, token = ""): void {
    const way = who.resident !== null && list.value && !list.value.isOutside(who, recent) ? "out" : "in";
    Object.assign(entry, { ...empty, readings: [], who, way, token, persons: 1 });
  }

  async function record(outcome: Outcome, gate: number): Promise<void> {
    const { who } = entry;
    if (!who) return;
    const says = passageOf(entry, who, gate, outcome, ruling.value);
    const id = await phone.record("gates.record_passage", says);
    if (outcome === "passed" && list.value) recent.push(list.value.trace({ ...says, id }, now()));
    receipt.last = {
      id,
      at: phone.clock.now(),
      who: entry.guest || who.name || entry.goods,
      where: who.home?.label ?? "",
      way: entry.way,
      outcome,
      undone: false,
    };
    clear();
  }

  async function undo(): Promise<void> {
    const { last } = receipt;
    if (!last || last.undone) return;
    last.undone = true;
    await phone.record("gates.take_back_passage", { passage: last.id });
    recent.splice(0, recent.length, ...recent.filter((each) => each.id !== last.id));
  }

  function clear(): void {
    Object.assign(entry, { ...empty, readings: [] });
  }

  return { list, entry, ruling, receipt, recent, choose, record, undo, clear };
}

/** The highest temperature decides: one feverish traveller holds the car. */
function seenOf({ way, readings, persons, emergency }: Entry): Seen {
  const highest = [...readings].sort((a, b) => Number(b) - Number(a))[0];
  return { way, temperature: highest ?? null, persons, emergency };
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
    // An exception from staying at home is known to the server anyway; only an authorisation is named.
    authorisation: shown && !shown.startsWith("e") ? shown : null,
    pass_token: entry.token,
    purpose: "",
    outcome,
    ...measured(entry.readings),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && value !== null && value !== 0),
  );
}

function measured(readings: readonly string[]): Record<string, unknown> {
  if (readings.length > 1) return { temperatures: readings };
  return readings.length === 1 ? { temperature: readings[0] } : {};
}
