/** Bytes as texts and numbers. */

/** The bytes of a base64url text without padding; null for anything else. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  try {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** A big-endian number of up to six bytes. */
export function numberOf(bytes: Uint8Array, from: number, length: number): number {
  return bytes.subarray(from, from + length).reduce((number, byte) => number * 256 + byte, 0);
}

/** Sixteen bytes as a UUID is written. */
export function uuidOf(bytes: Uint8Array): string {
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes behind hexadecimal signs, dashes left out. */
export function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  const pairs = hex.replace(/-/g, "").match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** Bytes as base64, for what is stored as it was sent. */
export function base64(bytes: Uint8Array): string {
  let signs = "";
  for (const byte of bytes) signs += String.fromCharCode(byte);
  return btoa(signs);
}
