/** The verdict at the gate; the twin of `gates/rules/ruling.py`, run against tests/golden/verdict.json. */

import type { Permit, Rules, Standing, Verdict } from "./standing";

/** From what explains least to what explains most to the person who waits. */
const weight = [
  "expired",
  "not_yet",
  "not_for_stay_home",
  "not_for_animals",
  "not_this_gate",
  "too_many",
  "trip_too_soon",
  "lent",
  "copied",
  "pass_unreadable",
  "pass_elsewhere",
  "pass_key_new",
  "pass_key_withdrawn",
  "pass_altered",
  "pass_revoked",
];
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
  const codes = [standing.pass_fault, ...against.map(({ wrong }) => wrong)];
  const worst = [...weight].reverse().find((code) => codes.includes(code));
  const none = standing.kind === "person" ? "no_authorisation" : `no_${standing.kind}_pass`;
  return ruled("denied", ...(standing.stays_home ? ["stays_home"] : []), worst ?? none);
}

function objection(permit: Permit, standing: Standing, at: number, rules: Rules): string | null {
  const isTrip = permit.purpose === trip;
  const limits = [permit.persons, isTrip ? rules.persons_per_trip : 0].filter((limit) => limit > 0);
  const most = limits.length > 0 ? Math.min(...limits) : 0;
  const through = standing.way === "out" ? permit.away : -permit.away;
  const known = permit.household !== null && standing.household !== null;
  const wrong: Record<string, boolean> = {
    expired: at >= permit.until,
    not_yet: at < permit.since,
    not_for_stay_home: standing.stays_home && !permit.lifts,
    not_for_animals: standing.kind === "animal" && !rules.animal_exceptions.includes(permit.purpose),
    not_this_gate: standing.gate !== null && permit.gates.length > 0 && !permit.gates.includes(standing.gate),
    too_many: most > 0 && standing.persons > most,
    trip_too_soon:
      isTrip &&
      standing.way === "out" &&
      standing.trips.some((earlier) => earlier < at && at < earlier + rules.trip_every_s),
    lent: known && permit.household !== standing.household,
    copied: most > 0 && through > 0 && through + standing.persons > most,
  };
  return weight.find((code) => wrong[code]) ?? null;
}
