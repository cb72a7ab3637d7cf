/** The verdict at the gate; the twin of `gates/rules/ruling.py`, run against tests/golden/verdict.json. */

export interface Permit {
  id: string;
  purpose: string;
  since: number;
  until: number;
  persons: number;
  lifts: boolean;
  household: number | null;
  away: number;
}

export interface Standing {
  way: "in" | "out";
  kind: "person" | "vehicle" | "animal" | "goods";
  home: boolean;
  household: number | null;
  closed: boolean;
  stays_home: boolean;
  emergency: string;
  temperature: string | null;
  persons: number;
  pass_fault: string;
  permits: Permit[];
  trips: number[];
}

export interface Rules {
  fever_c: string;
  trip_every_s: number;
  persons_per_trip: number;
  emergency_kinds: string[];
  animal_exceptions: string[];
}

export interface Verdict {
  ruling: "allowed" | "denied" | "emergency" | "held";
  reasons: string[];
  permit: string;
}

/** From what explains least to what explains most to the person who waits. */
const weight = [
  "expired",
  "not_yet",
  "not_for_stay_home",
  "not_for_animals",
  "too_many",
  "trip_too_soon",
] as const;
const trip = "shopping";

/** Who may pass at a moment (epoch seconds), and why: closed by default, open by recorded exception, life first. */
export function verdict(standing: Standing, at: number, rules: Rules): Verdict {
  if (rules.emergency_kinds.includes(standing.emergency)) return ruled("emergency", "emergency");
  if (standing.temperature !== null && Number(standing.temperature) >= Number(rules.fever_c))
    return ruled("held", "fever");
  if (!standing.closed && !standing.stays_home) return ruled("allowed", "open_place");
  const bodily = standing.kind === "person" || standing.kind === "vehicle";
  const home = standing.home && bodily && standing.way === "in";
  const found = home ? ruled("allowed", "comes_home") : byPermit(standing, at, rules);
  const unmeasured = bodily && standing.way === "in" && standing.temperature === null;
  return found.ruling === "allowed" && unmeasured
    ? { ...found, reasons: [...found.reasons, "measure"] }
    : found;
}

function ruled(ruling: Verdict["ruling"], ...reasons: string[]): Verdict {
  return { ruling, reasons, permit: "" };
}

/** The first permit that fits; if none does, what is wrong with the nearest one. */
function byPermit(standing: Standing, at: number, rules: Rules): Verdict {
  const inOrder = [...standing.permits].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const against = inOrder.map((permit) => ({ permit, wrong: objection(permit, standing, at, rules) }));
  const fits = against.find(({ wrong }) => wrong === null);
  if (fits) return { ruling: "allowed", reasons: ["authorised"], permit: fits.permit.id };
  const worst = [...weight].reverse().find((code) => against.some(({ wrong }) => wrong === code));
  const none = standing.kind === "person" ? "no_authorisation" : `no_${standing.kind}_pass`;
  return ruled("denied", ...(standing.stays_home ? ["stays_home"] : []), worst ?? none);
}

function objection(permit: Permit, standing: Standing, at: number, rules: Rules): string | null {
  const isTrip = permit.purpose === trip;
  const limits = [permit.persons, isTrip ? rules.persons_per_trip : 0].filter((limit) => limit > 0);
  const soon = standing.trips.some((earlier) => earlier < at && at < earlier + rules.trip_every_s);
  const wrong: Record<(typeof weight)[number], boolean> = {
    expired: at >= permit.until,
    not_yet: at < permit.since,
    not_for_stay_home: standing.stays_home && !permit.lifts,
    not_for_animals: standing.kind === "animal" && !rules.animal_exceptions.includes(permit.purpose),
    too_many: limits.length > 0 && standing.persons > Math.min(...limits),
    trip_too_soon: isTrip && standing.way === "out" && soon,
  };
  return weight.find((code) => wrong[code]) ?? null;
}
