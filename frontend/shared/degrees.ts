/** A temperature as it is typed in a hurry, read as the server reads it: `36.5`, `36.5℃`, `365`, `３６．５`. */

const coldest = 30;
const hottest = 45;

/** Degrees Celsius, or null for nothing readable. */
export function degrees(typed: string): number | null {
  const plain = typed
    .normalize("NFKC")
    .replace(/[°C度\s]/g, "")
    .replace(/[。,]/g, ".");
  if (!/^\d+(\.\d*)?$/.test(plain)) return null;
  return /^[34]\d\d$/.test(plain) ? Number(plain) / 10 : Number(plain);
}

/** Whether this is empty or a temperature a body can have: what the server takes. */
export function canBe(typed: string): boolean {
  const read = degrees(typed);
  return typed.trim() === "" || (read !== null && read >= coldest && read <= hottest);
}

/** Whether what was typed is at the fever mark: said at once, before any answer comes. */
export function isFever(typed: string, mark: number): boolean {
  return mark > 0 && (degrees(typed) ?? 0) >= mark;
}
