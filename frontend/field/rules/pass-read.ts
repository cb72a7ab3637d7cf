/** The parts of a pass token; docs/field-wire.md §5. */
import { bytesOf, numberOf, uuidOf } from "../bytes";
import type { ReadPass } from "./pass-parts";

const kinds = ["person", "vehicle", "animal", "goods"];
const signed = 64;

/** The parts of a token; null for anything that is none. */
export function readToken(token: string, purposes: readonly string[]): ReadPass | null {
  const all = token.startsWith("FX1.") ? bytesOf(token.slice(4)) : null;
  if (!all || all.length < 46 + signed) return null;
  const body = all.slice(0, -signed);
  const gateCount = body[44] ?? 0;
  const plateAt = 45 + 4 * gateCount;
  const plateLength = body[plateAt];
  const kind = kinds[body[25] ?? -1];
  if (
    body[0] !== 1 ||
    kind === undefined ||
    plateLength === undefined ||
    body.length !== plateAt + 1 + plateLength
  )
    return null;
  const gates = Array.from({ length: gateCount }, (_gate, place) => numberOf(body, 45 + 4 * place, 4));
  const permit = {
    id: uuidOf(body.subarray(9, 25)),
    kind,
    purpose: purposes[body[26] ?? -1] ?? "",
    persons: body[27] ?? 0,
    since: numberOf(body, 28, 4),
    until: numberOf(body, 32, 4),
    household: numberOf(body, 36, 4),
    resident: numberOf(body, 40, 4),
    gates,
    plate: new TextDecoder().decode(body.subarray(plateAt + 1)),
  };
  return {
    place: String(numberOf(body, 1, 6)).padStart(12, "0"),
    key: numberOf(body, 7, 2),
    body,
    signature: all.slice(-signed),
    permit,
  };
}
