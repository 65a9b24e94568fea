import { Fault } from "../../kernel/fault.ts";

/**
 * Compares two well-formed strings by their UTF-8 bytes, without encoding them. UTF-16 order differs only where a
 * surrogate (U+10000 and above, four bytes) meets U+E000–U+FFFF (three bytes), so surrogates are moved to the top.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** What every store asks of a key: 1 to 1,024 bytes of well-formed UTF-8. Throws Fault `invalid`. */
export function checkKey(key: string): void {
  if (key === "") throw new Fault("invalid", "An object's key cannot be empty.");
  checkText(key);
  if (key.length > 1024 || (key.length > 340 && Buffer.byteLength(key) > 1024))
    throw new Fault("invalid", "This key is longer than 1,024 bytes, the most that a bucket allows.");
}

/** Lone surrogates have no UTF-8. Throws Fault `invalid`. */
export function checkText(text: string): void {
  if (!text.isWellFormed()) throw new Fault("invalid", "This key is not well-formed text, so no store can hold it.");
}
