/** Passes at this gate: who a scanned token is for, and what is wrong with it. No network, no shared secret. */
import type { GateList, Listed, Subject } from "./gate-list";
import { gateOf } from "./gates";
import type { Shelf } from "./net";
import type { Phone } from "./phone";
import type { PassPermit } from "./rules/pass-parts";
import { checkPass, type Passes, type Verify } from "./rules/pass-token";
import { fingerprint, readFilter } from "./rules/revoked";

/** Verifies by the browser where it knows Ed25519, else by a small library that came with the app. */
export const verify: Verify = async (publicKey, signature, body) => {
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, body);
  } catch {
    const { verifyAsync } = await import("@noble/ed25519");
    return verifyAsync(signature, body, publicKey).catch(() => false);
  }
};

export interface CheckedPass {
  code: string;
  who: Subject | null;
}

/** The passes of one shelf. A filter that does not verify is none: the last good one stays. */
export function passesOf(
  phone: Phone,
  shelf: Shelf,
  list: GateList,
): { check(token: string): Promise<CheckedPass> } {
  const gate = gateOf(phone, shelf);
  const kept = `filter:${shelf.area}`;

  async function withdrawn(passes: Passes): Promise<Set<string>> {
    const fresh = await readFilter(passes.revoked, { keys: passes.keys, place: passes.place, verify });
    if (fresh) await phone.store.settings.put({ key: kept, value: [...fresh] }).catch(() => undefined);
    const before = fresh ? null : await phone.store.settings.get(kept);
    return fresh ?? new Set((before?.value as string[] | undefined) ?? []);
  }

  return {
    async check(token) {
      const passes = gate.head.value.passes as Passes | undefined;
      if (!passes) return { code: "pass_unreadable", who: null };
      const named = await withdrawn(passes);
      const { code, permit } = await checkPass(token, {
        passes,
        place: passes.place,
        gate: gate.chosen.value?.id ?? 0,
        isRevoked: async (id) => named.has(await fingerprint(id)),
        verify,
      });
      if (permit) return { code, who: list.bearerOf(listed(permit)) };
      return { code, who: code === "pass_unreadable" ? null : faulty(code) };
    },
  };
}

/** Whoever holds a pass that does not count: the verdict says why. */
function faulty(fault: string): Subject {
  return { name: "", kind: "person", resident: null, home: null, plate: "", shown: null, fault };
}

/** What a token says, as the list writes permits; a paper newer than the list is good without it. */
function listed(permit: PassPermit): Listed {
  return {
    ...permit,
    code: "",
    kind: permit.kind as Listed["kind"],
    resident: permit.resident || null,
    home: permit.household || null,
    household: permit.household || null,
    visits: null,
    bearer: "",
    lifts: false,
    away: 0,
  };
}
