import { Fault } from "../../kernel/fault.ts";

/**
 * An ECDSA signature of DER (`SEQUENCE { r INTEGER, s INTEGER }`, RFC 3279, 2.2.3) as COSE writes it (RFC 9053, 2.1): r and
 * s one after the other, each `fieldBytes` long. Throws Fault `upstream` for anything else.
 */
export function p1363Of(der: Uint8Array, fieldBytes: 32 | 48): Uint8Array {
  const wrong = () =>
    new Fault("upstream", "The key service answered with something that is no ECDSA signature.", {
      details: { what: "key_service" },
    });
  // Short form of the length: two integers of 49 bytes at most stay below 128.
  if (der[0] !== 0x30 || der[1] !== der.byteLength - 2) throw wrong();
  const out = new Uint8Array(2 * fieldBytes);
  let at = 2;
  for (const half of [0, 1]) {
    const length = der[at + 1];
    if (der[at] !== 0x02 || length === undefined || length < 1) throw wrong();
    const integer = der.subarray(at + 2, at + 2 + length);
    const value = integer[0] === 0 ? integer.subarray(1) : integer;
    if (integer.byteLength !== length || value.byteLength > fieldBytes || (integer[0] ?? 0) > 0x7f) throw wrong();
    out.set(value, (half + 1) * fieldBytes - value.byteLength);
    at += 2 + length;
  }
  if (at !== der.byteLength) throw wrong();
  return out;
}
