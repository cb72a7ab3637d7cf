/** A gate's list in the phone's memory: who is meant by what was typed, and how they stand, without asking anybody. */
import type { Key, Snapshot } from "./rules/difference";
import { barePlate } from "./rules/plate";
import type { Permit, Rules, Standing } from "./rules/standing";

export interface Home {
  id: number;
  /** As people say it: zone, house, unit, room. */
  label: string;
  parts: { building: string; unit: string; room: string };
  /** From when an order of its own keeps it at home, epoch seconds; 0 for none. */
  stay: number;
}

export interface Listed extends Permit {
  code: string;
  kind: Standing["kind"];
  resident: number | null;
  home: number | null;
  plate: string;
  bearer: string;
  /** The home somebody from outside comes to by an exception; null for every other permit. */
  visits: number | null;
}

/** Who or what stands at the gate. */
export interface Subject {
  name: string;
  kind: Standing["kind"];
  resident: number | null;
  home: Home | null;
  /** The home a visitor comes to. */
  visits?: Home | null;
  plate: string;
  /** A permit that was shown: found by its code or by a scanned pass. */
  shown: Listed | null;
  fault: string;
}

interface Person {
  id: number;
  home: Home | null;
  name: string;
  /** The name without the dot between its parts, as hurried hands type it. */
  plain: string;
  initials: string;
}

/** What this phone itself recorded and the list does not know yet. */
export interface Recent {
  id: string;
  at: number;
  way: "in" | "out";
  resident: number | null;
  home: number | null;
  permit: string;
  purpose: string;
  persons: number;
}

export interface Seen {
  way: "in" | "out";
  temperature: string | null;
  persons: number;
  emergency: string;
  gate: number | null;
}

const most = 30;
/** Visitors of one name among them, so that nobody who lives here falls off the list. */
const few = 4;

/** The list, indexed once for each snapshot. */
export class GateList {
  readonly rules: Rules & { take_back_s: number };
  readonly closed: boolean;
  private readonly homes = new Map<Key, Home>();
  private readonly people: Person[] = [];
  private readonly atHome = new Map<Key, Person[]>();
  private readonly byId = new Map<Key, Person>();
  private readonly plates = new Map<string, Home | null>();
  private readonly permits = new Map<string, Listed>();
  private readonly permitsFor = new Map<string, Listed[]>();
  private readonly trips = new Map<Key, number>();
  private readonly outside = new Set<Key>();

  constructor(snapshot: Snapshot) {
    this.rules = snapshot.head.rules as Rules & { take_back_s: number };
    this.closed = Boolean(snapshot.head.closed);
    const houses = new Map<unknown, [zone: string, number: string]>();
    each(snapshot, "buildings", ["id", "zone", "number"], (id, zone, number) =>
      houses.set(id, [text(zone), text(number)]),
    );
    each(
      snapshot,
      "homes",
      ["id", "building", "unit", "room", "ordinal", "stay"],
      (id, building, unit, room, ordinal, stay) => {
        const [zone, house] = houses.get(building) ?? ["", ""];
        this.homes.set(
          id as Key,
          homeOf(Number(id), zone, [house, text(unit), text(room)], Number(ordinal), Number(stay)),
        );
      },
    );
    each(snapshot, "people", ["id", "home", "name", "initials"], (id, home, name, initials) =>
      this.addPerson(Number(id), home as Key, text(name), text(initials)),
    );
    each(snapshot, "plates", ["plate", "home"], (plate, home) =>
      this.plates.set(text(plate), this.homes.get(home as Key) ?? null),
    );
    each(snapshot, "trips", ["home", "at"], (home, at) => this.trips.set(home as Key, Number(at)));
    each(snapshot, "outside", ["resident"], (resident) => this.outside.add(resident as Key));
    for (const permit of records(snapshot, "permits").map(permitOf)) {
      this.permits.set(permit.id, permit);
      append(this.permitsFor, bearer(permit.plate, permit.resident, permit.home), permit);
    }
  }

  private addPerson(id: number, homeId: Key, name: string, initials: string): void {
    const person = {
      id,
      home: this.homes.get(homeId) ?? null,
      name,
      plain: name.replace(/·/g, ""),
      initials,
    };
    this.people.push(person);
    this.byId.set(id, person);
    append(this.atHome, homeId, person);
  }

  /** The first of the list; null for an empty one. */
  anybody(): Subject | null {
    return this.people[0] ? subjectOf(this.people[0]) : null;
  }

  /** Everybody a name, a surname or initials may mean. */
  named(typed: string): Subject[] {
    const word = typed
      .normalize("NFKC")
      .replace(/[\s.·•]/g, "")
      .toLowerCase();
    if (!word) return [];
    const hits = /^[a-z]+$/.test(word)
      ? this.people.filter((each) => each.initials.startsWith(word))
      : this.people.filter((each) => each.plain.startsWith(word));
    const visitors = this.visitors(({ bearer }) =>
      bearer
        .replace(/[\s.·•]/g, "")
        .toLowerCase()
        .startsWith(word),
    );
    return [...visitors.slice(0, few), ...hits.map(subjectOf)].slice(0, most);
  }

  /** Whoever comes to a household by an exception, such as a midwife. */
  private visitors(wanted: (permit: Listed) => boolean): Subject[] {
    return [...this.permits.values()]
      .filter((permit) => permit.visits !== null && wanted(permit))
      .map((permit) => this.bearerOf(permit));
  }

  /** Everybody who lives at a house number: `3-2-501`, `2-501`, `501`, `12`. */
  at(typed: string): Subject[] {
    const parts = typed
      .normalize("NFKC")
      .toUpperCase()
      .split(/[^0-9A-Z]+/)
      .filter(Boolean)
      .map((part) => part.replace(/^0+(?=.)/, ""));
    if (parts.length === 0) return [];
    const found = this.visitors(({ visits }) => {
      const home = visits === null ? undefined : this.homes.get(visits);
      return home !== undefined && livesAt(home, parts);
    });
    for (const home of this.homes.values()) {
      if (!livesAt(home, parts)) continue;
      found.push(...(this.atHome.get(home.id) ?? []).map(subjectOf));
      if (found.length >= most) break;
    }
    return found.slice(0, most);
  }

  /** The vehicles whose plate holds what was typed; a whole plate nobody knows is a stranger's. */
  plated(typed: string): Subject[] {
    const plate = barePlate(typed);
    if (plate.length < 3) return [];
    const permitted = [...this.permits.values()].map((permit) => permit.plate);
    const known = [...this.plates.keys(), ...permitted].filter((each) => each.includes(plate));
    return [...new Set(known)].slice(0, most).map((each) => this.vehicle(each));
  }

  vehicle(plate: string): Subject {
    return {
      name: plate,
      kind: "vehicle",
      resident: null,
      home: this.plates.get(plate) ?? null,
      plate,
      shown: null,
      fault: "",
    };
  }

  /** Who a permit's code or number is for; null when the list does not hold it. */
  permitted(wanted: { code: string } | { id: string }): Subject | null {
    const permit =
      "id" in wanted
        ? this.permits.get(wanted.id)
        : [...this.permits.values()].find((each) => each.code === wanted.code);
    return permit ? this.bearerOf(permit) : null;
  }

  /** Whoever carries this permit. */
  bearerOf(permit: Listed, fault = ""): Subject {
    const person = permit.resident === null ? undefined : this.byId.get(permit.resident);
    const home = (permit.home === null ? undefined : this.homes.get(permit.home)) ?? person?.home ?? null;
    return {
      name: person?.name || permit.bearer || permit.plate,
      kind: permit.kind,
      resident: permit.resident,
      home,
      visits: permit.visits === null ? null : (this.homes.get(permit.visits) ?? null),
      plate: permit.plate,
      shown: permit,
      fault,
    };
  }

  /** Whether somebody is out, as far as this list and this phone know. */
  isOutside({ resident }: Subject, recent: readonly Recent[]): boolean {
    if (resident === null) return false;
    const last = recent.filter((each) => each.resident === resident).pop();
    return last ? last.way === "out" : this.outside.has(resident);
  }

  /** Will they go out next: somebody of the list, or whoever shows the pass of a household with nobody away on it? */
  isInside(who: Subject, recent: readonly Recent[]): boolean {
    const { resident, shown } = who;
    if (resident !== null) return !this.isOutside(who, recent);
    const ours = shown !== null && shown.household !== null && shown.visits === null && shown.plate === "";
    return ours && shown.away + awayBy(shown, recent) <= 0;
  }

  /** An entry of this phone as the next verdicts need it: whose home, on which permit, for what. */
  trace(act: { id: string; [field: string]: unknown }, at: number): Recent {
    const permit = this.permits.get(text(act.authorisation));
    const resident = typeof act.resident === "number" ? act.resident : null;
    const home =
      (resident === null ? undefined : this.byId.get(resident)?.home) ??
      this.plates.get(text(act.plate)) ??
      null;
    return {
      id: act.id,
      at,
      way: act.way as Recent["way"],
      resident,
      home: home?.id ?? permit?.home ?? null,
      permit: permit?.id ?? "",
      purpose: permit?.purpose ?? "",
      persons: Number(act.persons ?? 1),
    };
  }

  /** How a subject stands at a moment (epoch seconds): all the verdict needs to know. */
  standing(who: Subject, seen: Seen, at: number, recent: readonly Recent[]): Standing {
    const home = who.home?.id ?? null;
    const own = recent.filter(
      (each) => each.home === home && home !== null && each.way === "out" && each.purpose === "shopping",
    );
    const listed = home === null ? undefined : this.trips.get(home);
    return {
      way: seen.way,
      kind: who.kind,
      home: home !== null && (who.resident !== null || who.kind === "vehicle"),
      household: home,
      resident: who.resident,
      closed: this.closed,
      stays_home: seen.way === "out" && Boolean(who.home?.stay) && (who.home?.stay ?? 0) <= at,
      emergency: seen.emergency,
      temperature: seen.temperature,
      persons: seen.persons,
      gate: seen.gate,
      pass_fault: who.fault,
      permits: this.permitsOf(who).map((permit) => ({
        ...permit,
        away: permit.away + awayBy(permit, recent),
      })),
      trips: [...(listed ? [listed] : []), ...own.map((each) => each.at)],
    };
  }

  private permitsOf(who: Subject): Listed[] {
    const home = who.home?.id ?? null;
    const bearers = [bearer(who.plate, null, null), bearer("", who.resident, null), bearer("", null, home)];
    const found = bearers
      .flatMap((each) => (each && this.permitsFor.get(each)) || [])
      .filter((permit) => permit.kind === who.kind);
    const { shown } = who;
    return shown && !found.some((each) => each.id === shown.id) && shown.kind === who.kind
      ? [...found, shown]
      : found;
  }
}

/** Whom a permit is for: a plate before a person, a person before a household; empty for nobody. */
function bearer(plate: string, resident: number | null, home: number | null): string {
  if (plate) return `plate ${plate}`;
  if (resident !== null) return `person ${resident}`;
  return home === null ? "" : `home ${home}`;
}

function append<K, V>(found: Map<K, V[]>, key: K, value: V): void {
  const others = found.get(key);
  if (others) others.push(value);
  else found.set(key, [value]);
}

type Fields = Record<string, unknown>;

/** The rows of a small table by the names of its columns: columns that come later in life change nothing here. */
export function records(snapshot: Snapshot, table: string): Fields[] {
  const columns = snapshot.columns[table] ?? [];
  return [...(snapshot.rows[table]?.values() ?? [])].map((row) =>
    Object.fromEntries(columns.map((name, place) => [name, row[place]])),
  );
}

/** Gives the named values of each row; for tables of tens of thousands. */
function each(
  snapshot: Snapshot,
  table: string,
  names: readonly string[],
  take: (...values: unknown[]) => unknown,
): void {
  const places = names.map((name) => (snapshot.columns[table] ?? []).indexOf(name));
  for (const row of snapshot.rows[table]?.values() ?? []) take(...places.map((place) => row[place]));
}

function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

function homeOf(
  id: number,
  zone: string,
  numbers: [string, string, string],
  ordinal: number,
  stay: number,
): Home {
  const [building, unit, room] = numbers;
  const label = `${zone ? `${zone} ` : ""}${numbers.filter(Boolean).join("-")}${ordinal > 1 ? ` (${ordinal})` : ""}`;
  return { id, label, parts: { building, unit, room }, stay };
}

function livesAt({ parts: { building, unit, room } }: Home, typed: readonly string[]): boolean {
  const [one, two, three] = typed;
  if (three !== undefined) return building === one && unit === two && room.startsWith(three);
  if (two !== undefined)
    return (
      (building === one && (room.startsWith(two) || unit === two)) || (unit === one && room.startsWith(two))
    );
  return building === one || room === one;
}

function permitOf(row: Fields): Listed {
  const number = (value: unknown): number | null => (value ? Number(value) : null);
  return {
    id: String(row.id),
    code: String(row.code ?? ""),
    kind: row.kind as Standing["kind"],
    resident: number(row.resident),
    home: number(row.home),
    household: number(row.home),
    plate: String(row.plate ?? ""),
    bearer: String(row.bearer ?? ""),
    purpose: String(row.purpose),
    since: Number(row.since),
    until: Number(row.until),
    persons: Number(row.persons ?? 0),
    lifts: Boolean(row.lifts),
    gates: (row.gates as number[] | null) ?? [],
    away: Number(row.away ?? 0),
    visits: number(row.visits),
  };
}

function subjectOf(person: Person): Subject {
  return {
    name: person.name,
    kind: "person",
    resident: person.id,
    home: person.home,
    plate: "",
    shown: null,
    fault: "",
  };
}

function awayBy(permit: Permit, recent: readonly Recent[]): number {
  return recent
    .filter((each) => each.permit === permit.id)
    .reduce((sum, each) => sum + (each.way === "out" ? each.persons : -each.persons), 0);
}
