/** Making this phone known to the server for one person: docs/field-wire.md §1. */
import { uuid7 } from "../shared/uuid7";
import type { Net, Shelf } from "./net";

/** Whether entering the phone worked; if not, why, as a word of the app or a sentence of the server. */
export type Entered = { ok: true } | { ok: false; why: string; sentence?: string; left?: number };

export interface Enrolment {
  ok: true;
  person: { id: number; name: string };
  shelves: Shelf[];
  area: number;
  /** What reads and sends, and what only sends. */
  token: string;
  upload: string;
  csrf: string;
}

/** Enrols the phone for whoever is signed in on the ordinary page. The secrets are made here; the server keeps their hashes. */
export async function enrolment(
  net: Net,
  phone: { phone: string; name: string; at: number },
): Promise<Enrolment | Exclude<Entered, { ok: true }>> {
  const hello = await net.hello();
  if (hello.kind !== "ok") return { ok: false, why: "away" };
  const { person, csrf, shelves } = hello.body;
  if (!person) return { ok: false, why: "sign_in" };
  const first = shelves[0];
  if (!first) return { ok: false, why: "no_post" };
  const area = Number(first.area.padEnd(15, "0"));
  const [token, upload] = [secret(), secret()];
  const act = {
    kind: "field.enrol_phone",
    id: uuid7(phone.at),
    happened_at: new Date(phone.at).toISOString(),
    area,
    phone: phone.phone,
    name: phone.name,
    token_hash: await hashOf(token),
    upload_hash: await hashOf(upload),
  };
  const reply = await net.sync([act], { csrf });
  if (reply.kind !== "ok") return { ok: false, why: "away" };
  const fate = reply.body.fates[0];
  if (fate?.fate !== "written") return { ok: false, why: "refused", sentence: fate?.sentence ?? "" };
  return { ok: true, person, shelves, area, token, upload, csrf };
}

/** 32 random bytes in base64url. */
function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}

/** SHA-256 of a text, 64 hexadecimal signs. */
async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
