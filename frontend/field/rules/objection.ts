/** What speaks against a permit at the gate; part of the twin of `gates/rules/ruling.py`. */

import type { Permit, Rules, Standing } from "./standing";

/** From what explains least to what explains most to the person who waits. */
export const weight = [
  "expired",
  "not_yet",
  "not_for_stay_home",
  "not_for_animals",
  "not_this_gate",
  "too_many",
  "trip_too_soon",
  "lent",
  "lent_at_home",
  "copied",
  "pass_unreadable",
  "pass_elsewhere",
  "pass_key_new",
  "pass_key_withdrawn",
  "pass_altered",
  "pass_revoked",
];
const trip = "shopping";

/** Why a permit does not carry this passage; null when it does. */
export function objection(permit: Permit, standing: Standing, at: number, rules: Rules): string | null {
  const isTrip = permit.purpose === trip;
  const limits = [permit.persons, isTrip ? rules.persons_per_trip : 0].filter((limit) => limit > 0);
  const most = limits.length > 0 ? Math.min(...limits) : 0;
  const through = standing.way === "out" ? permit.away : -permit.away;
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
    lent: differ(permit.household, standing.household),
    lent_at_home: differ(permit.resident, standing.resident),
    copied: most > 0 && through > 0 && through + standing.persons > most,
  };
  return weight.find((code) => wrong[code]) ?? null;
}

/** Whether a pass names somebody, and somebody else is known to stand there. */
function differ(named: number | null, standing: number | null): boolean {
  return named !== null && standing !== null && named !== standing;
}
