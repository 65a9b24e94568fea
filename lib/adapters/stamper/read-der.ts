export interface Tlv {
  tag: number;
  content: Uint8Array;
  /** Head and content: what was encoded, byte for byte. */
  whole: Uint8Array;
}

/**
 * The elements that follow one another in DER (X.690): one-byte tags and definite lengths, which is all that RFC 3161
 * allows. Signatures and certificates are checked over these very bytes, never over a re-encoding. Throws RangeError.
 */
export function readDer(bytes: Uint8Array): Tlv[] {
  const found: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] as number;
    const first = bytes[at + 1];
    if ((tag & 0x1f) === 0x1f || first === undefined || first === 0x80 || first > 0x84)
      throw new RangeError("not DER as RFC 3161 wants it");
    const wide = first < 0x80 ? 0 : first & 0x7f;
    let length = wide === 0 ? first : 0;
    for (let i = 0; i < wide; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
    const start = at + 2 + wide;
    if (start + length > bytes.length) throw new RangeError("the bytes end within an element");
    found.push({ tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return found;
}

/** The element at a place: `path` are the indexes to go down by. Throws RangeError where there is none. */
export function derAt(bytes: Uint8Array, ...path: number[]): Tlv {
  let here: Tlv | undefined;
  for (const index of path) {
    here = readDer(here ? here.content : bytes)[index];
    if (!here) throw new RangeError("an element is missing");
  }
  if (!here) throw new RangeError("no place was named");
  return here;
}

/** The object identifier that the bytes begin with, dotted. Throws RangeError where they begin with something else. */
export function oidOf(bytes: Uint8Array): string {
  const { tag, content } = derAt(bytes, 0);
  if (tag !== 0x06) throw new RangeError("no object identifier");
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join(".");
}
