/** The verdict at the gate; the twin of `gates/rules/ruling.py`, run against tests/golden/verdict.json. */

import { objection, weight } from "./objection";
import type { Rules, Standing, Verdict } from "./standing";

/** Who may pass at a moment (epoch seconds), and why: closed by default, open by recorded exception, life first. */
export function verdict(standing: Standing, at: number, rules: Rules): Verdict {
  if (rules.emergency_kinds.includes(standing.emergency)) return ruled("emergency", "emergency");
  if (standing.temperature !== null && Number(standing.temperature) >= Number(rules.fever_c))
    return ruled("held", "medic");
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
