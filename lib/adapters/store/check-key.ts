import { Fault } from "../../kernel/fault.ts";

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
