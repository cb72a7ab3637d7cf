/** Sealing what the phone keeps. WebCrypto only; keys stay in memory and go with sign-out. */
import type { Lock, Sealed } from "./store";

/** How often the PIN is ground through PBKDF2-SHA-256: about half a second on a cheap phone. */
export const rounds = 310_000;
/** After so many wrong PINs the person signs in anew; what is unsent is sent all the same. */
export const mostWrongPins = 5;
export const pinLength = 6;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A key that this phone alone can use: it cannot be read out, also not by this app. */
export async function makePhoneKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Seals a value; what it says comes back only with the same key. */
export async function seal(value: unknown, key: CryptoKey): Promise<Sealed> {
  return sealBytes(encoder.encode(JSON.stringify(value)), key);
}

/** What was sealed. Throws when the key is another or a bit has changed. */
export async function unseal<T>(sealed: Sealed, key: CryptoKey): Promise<T> {
  return JSON.parse(decoder.decode(await unsealBytes(sealed, key))) as T;
}

/** A new data key behind a PIN and this phone: neither alone opens it. */
export async function lockWith(pin: string, phone: CryptoKey): Promise<{ lock: Lock; key: CryptoKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const inner = await sealBytes(raw, await ground(pin, salt, rounds));
  const outer = await sealBytes(joined(inner), phone);
  return { lock: { salt, rounds, key: outer }, key: await dataKey(raw) };
}

/** The data key behind a lock, or null for a wrong PIN. */
export async function openLock(lock: Lock, pin: string, phone: CryptoKey): Promise<CryptoKey | null> {
  const inner = parted(await unsealBytes(lock.key, phone));
  const raw = await unsealBytes(inner, await ground(pin, lock.salt, lock.rounds)).catch(() => null);
  return raw && dataKey(raw);
}

async function ground(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const pressed = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", salt, iterations, hash: "SHA-256" };
  return crypto.subtle.deriveKey(how, pressed, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

async function dataKey(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function sealBytes(bytes: BufferSource, key: CryptoKey): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

async function unsealBytes({ iv, bytes }: Sealed, key: CryptoKey): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes);
}

/** A sealed value as one row of bytes, to be sealed once more. */
function joined({ iv, bytes }: Sealed): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(iv.length + bytes.byteLength);
  all.set(iv);
  all.set(new Uint8Array(bytes), iv.length);
  return all;
}

function parted(all: ArrayBuffer): Sealed {
  return { iv: new Uint8Array(all.slice(0, 12)), bytes: all.slice(12) };
}
