/** Reading and judging a pass as a token; docs/field-wire.md §5, run against tests/golden/pass_token.json. */
import { bytesOf } from "../bytes";
import type { Bytes, PassPermit } from "./pass-parts";
import { readToken } from "./pass-read";

export interface PassKey {
  place: string;
  number: number;
  public: string;
  withdrawn: boolean;
}

export interface Passes {
  /** Whose passes hold here: the community of the gate. */
  place: string;
  purposes: string[];
  keys: PassKey[];
  revoked: string;
}

/** Whether a signature over a body is by this public key. */
export type Verify = (publicKey: Bytes, signature: Bytes, body: Bytes) => Promise<boolean>;

/** What is wrong with a token at a gate, first that holds; with nothing wrong, what it permits. */
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
  return (await isRevoked(permit.id)) ? { code: "pass_revoked" } : { code: "", permit };
}
