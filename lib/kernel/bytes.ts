import { createHash } from "node:crypto";

/** SHA-256 over the parts in order, as if they were one run of bytes. 32 bytes. */
export function sha256(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** Lower-case hexadecimal, two characters a byte. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** The bytes of a lower- or upper-case hexadecimal string. Throws RangeError on anything else. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) throw new RangeError("not a hexadecimal string");
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256Hex(input: string | Uint8Array): string {
  return createHash("sha256").update(input).digest("hex");
}

export { formatBytes } from "./format-bytes.ts";
