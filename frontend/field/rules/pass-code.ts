/** The code typed from a paper pass; the twin of the server's reading. docs/field-wire.md §5. */

/** Signs that cannot be taken for one another when read aloud or written by hand. */
export const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const length = 8;

/** A code as typed: in capitals, without breaks; `right` when its check sign fits. */
export function readCode(typed: string): { code: string; right: boolean } {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s·•・‧∙\-‐-―−~_.,、。:;/#+]/gu, "");
  const values = [...code].map((sign) => alphabet.indexOf(sign));
  const sum = values.reduce((total, value, place) => total + (place + 1) * value, 0);
  return { code, right: code.length === length && !values.includes(-1) && sum % alphabet.length === 0 };
}
