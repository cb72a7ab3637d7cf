/** Number plates as people read them out and type them; the twin of `bare_plate`. */

/** The one-character names of provinces, in the order of the keyboard everybody knows. */
export const provinces = "京津渝沪冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂宁新藏使领警学港澳";
/** Letters and figures of a plate; I and O are never used, they would be read as 1 and 0. */
export const signs = "1234567890QWERTYUPASDFGHJKLZXCVBNM";

const breaks = /[\s·•・‧∙\-‐-―−~_.,、。:;/#+]/gu;
const whole = /^[\u4e00-\u9fff][A-Z][A-Z0-9]{4,6}[\u4e00-\u9fff]?$/u;

/** A plate without spaces, dots and dashes, in capitals. */
export function barePlate(typed: string): string {
  return typed.normalize("NFKC").replace(breaks, "").toUpperCase();
}

/** Whether this is a whole plate: seven signs, eight for a new-energy car. */
export function isPlate(bare: string): boolean {
  return whole.test(bare);
}
