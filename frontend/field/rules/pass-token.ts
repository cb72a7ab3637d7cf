/** Reading and judging a pass as a token; docs/field-wire.md §5, run against tests/golden/pass_token.json. */
import { bytesOf, numberOf, uuidOf } from "../bytes";

export interface PassKey {
  place: string;
  number: number;
  public: string;
  withdrawn: boolean;
}

export interface Passes {
  purposes: string[];
  keys: PassKey[];
  revoked: string;
}

export interface PassPermit {
  id: string;
  kind: string;
  purpose: string;
  persons: number;
  since: number;
  until: number;
  household: number;
  resident: number;
  gates: number[];
  plate: string;
}

/** Whether a signature over a body is by this public key. */
export type Verify = (publicKey: Bytes, signature: Bytes, body: Bytes) => Promise<boolean>;
export type Bytes = Uint8Array<ArrayBuffer>;

const kinds = ["person", "vehicle", "animal", "goods"];
const signed = 64;

interface Read {
  place: string;
  key: number;
  body: Bytes;
  signature: Bytes;
  permit: PassPermit;
}

/** What is wrong with a token at a gate, first that holds; with nothing wrong, or known all the same, what it permits. */
export async function checkPass(
  token: string,
  {
    passes,
    place,
    gate,
    isRevoked,
    verify,
  }: { passes: Passes; place: string; gate: number; isRevoked(id: string): Promise<boolean>; verify: Verify },
): Promise<{ code: string; permit?: PassPermit }> {
  const read = readToken(token, passes.purposes);
  if (!read) return { code: "pass_unreadable" };
  const { permit } = read;
  if (read.place !== place || (permit.gates.length > 0 && !permit.gates.includes(gate)))
    return { code: "pass_elsewhere" };
  const keys = passes.keys.filter((each) => each.place === place);
  if (read.key > Math.max(0, ...keys.map((each) => each.number))) return { code: "pass_key_new" };
  const key = keys.find((each) => each.number === read.key);
  if (key?.withdrawn) return { code: "pass_key_withdrawn" };
  const holds = key && (await verify(bytesOf(key.public) ?? new Uint8Array(32), read.signature, read.body));
  if (!holds) return { code: "pass_altered" };
  return { code: (await isRevoked(permit.id)) ? "pass_revoked" : "", permit };
}

/** The parts of a token; null for anything that is none. */
export function readToken(token: string, purposes: readonly string[]): Read | null {
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
