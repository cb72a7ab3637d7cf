/** The signed filter of withdrawn passes; docs/field-wire.md §5. */
import { bytesOf, bytesOfHex, hexOf, numberOf } from "../bytes";
import type { Bytes } from "./pass-parts";
import type { PassKey, Verify } from "./pass-token";

const signed = 64;
const head = 13;
const short = 5;

/** The withdrawn passes a filter names, as short fingerprints; null for a filter that does not verify. */
export async function readFilter(
  text: string,
  { keys, place, verify }: { keys: readonly PassKey[]; place: string; verify: Verify },
): Promise<Set<string> | null> {
  const all = text.startsWith("FR1.") ? bytesOf(text.slice(4)) : null;
  if (!all || all.length < head + signed || (all.length - head - signed) % short !== 0) return null;
  const [body, signature]: [Bytes, Bytes] = [all.slice(0, -signed), all.slice(-signed)];
  const key = keys.find(
    (each) => each.place === place && each.number === numberOf(body, 7, 2) && !each.withdrawn,
  );
  const isOurs = body[0] === 1 && String(numberOf(body, 1, 6)).padStart(12, "0") === place;
  if (!key || !isOurs || !(await verify(bytesOf(key.public) ?? new Uint8Array(32), signature, body)))
    return null;
  const named = new Set<string>();
  for (let from = head; from < body.length; from += short)
    named.add(hexOf(body.subarray(from, from + short)));
  return named;
}

/** How a filter names a pass. */
export async function fingerprint(id: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytesOfHex(id));
  return hexOf(new Uint8Array(hash, 0, short));
}
