/** Where the COSE_Sign1 of one manifest lies in a manifest store, and its parts. All are views of the store's bytes. */
export interface CoseSignature {
  /** The contents of the protected header's byte string. */
  protectedHeader: Uint8Array;
  /** The unprotected header, a whole CBOR map, with its place in the store. */
  unprotected: Uint8Array;
  unprotectedAt: number;
  signature: Uint8Array;
}

/**
 * Finds the signature of the manifest with this label in the bytes of a manifest store: a JUMBF box (ISO/IEC 19566-5) of
 * manifests, whose box `c2pa.signature` holds a tagged COSE_Sign1 (C2PA 2.2, 13.2). Throws RangeError for anything else.
 */
export function findSignature(store: Uint8Array, label: string): CoseSignature {
  const whole = boxesIn(store, 0, store.length)[0];
  if (whole?.type !== "jumb") throw new RangeError("no manifest store");
  const manifest = childOf(store, whole, label);
  const box = childOf(store, manifest, "c2pa.signature");
  const cbor = boxesIn(store, box.from, box.to).find(({ type }) => type === "cbor");
  if (!cbor) throw new RangeError("no CBOR in the signature's box");
  const [tag, list] = [readHead(store, cbor.from), readHead(store, cbor.from + 1)];
  if (tag.major !== 6 || tag.value !== 18 || list.major !== 4 || list.value !== 4)
    throw new RangeError("no COSE_Sign1 in the signature's box");
  const header = readHead(store, list.next);
  const unprotectedAt = header.next + header.value;
  const nil = skipItem(store, unprotectedAt, 0);
  const signature = readHead(store, nil + 1);
  const end = signature.next + signature.value;
  if (header.major !== 2 || readHead(store, unprotectedAt).major !== 5 || store[nil] !== 0xf6 || signature.major !== 2)
    throw new RangeError("a COSE_Sign1 of another shape");
  if (end !== cbor.to) throw new RangeError("bytes after the signature");
  return {
    protectedHeader: store.subarray(header.next, unprotectedAt),
    unprotected: store.subarray(unprotectedAt, nil),
    unprotectedAt,
    signature: store.subarray(signature.next, end),
  };
}

interface Box {
  type: string;
  /** The contents, without the head. */
  from: number;
  to: number;
}

function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Box[] = [];
  for (let at = from; at < to; ) {
    if (at + 8 > to) throw new RangeError("a box that is cut off");
    const length = view.getUint32(at);
    if (length < 8 || at + length > to) throw new RangeError("a box that is cut off");
    found.push({ type: latin1(bytes, at + 4, at + 8), from: at + 8, to: at + length });
    at += length;
  }
  return found;
}

/** The one superbox with this label. Two of one name would let a reader see another than a validator does. */
function childOf(bytes: Uint8Array, parent: Box, label: string): Box {
  const named = boxesIn(bytes, parent.from, parent.to).filter(
    (box) => box.type === "jumb" && labelOf(bytes, box) === label,
  );
  if (named.length !== 1 || !named[0]) throw new RangeError(`${named.length} boxes are called ${label}`);
  return named[0];
}

/** A description box: 16 bytes of type, one of toggles, then the label up to a zero byte. */
function labelOf(bytes: Uint8Array, box: Box): string | null {
  const description = boxesIn(bytes, box.from, box.to)[0];
  if (description?.type !== "jumd") return null;
  const start = description.from + 17;
  const end = bytes.indexOf(0, start);
  return end < start || end >= description.to ? null : Buffer.from(bytes.subarray(start, end)).toString("utf8");
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString("latin1");
}

export interface CborHead {
  major: number;
  value: number;
  /** Where what it introduces begins. */
  next: number;
}

/** The head of a CBOR item (RFC 8949, 3) of definite length up to 32 bits. */
export function readHead(bytes: Uint8Array, at: number): CborHead {
  const first = bytes[at];
  if (first === undefined) throw new RangeError("the bytes end within an item");
  const [major, info] = [first >> 5, first & 0x1f];
  if (info < 24) return { major, value: info, next: at + 1 };
  const width = { 24: 1, 25: 2, 26: 4 }[info];
  if (width === undefined || at + 1 + width > bytes.length) throw new RangeError("a length that has no place here");
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + (bytes[at + 1 + i] ?? 0);
  return { major, value, next: at + 1 + width };
}

const depthMax = 16;

/** Where the item that begins at `at` ends. */
export function skipItem(bytes: Uint8Array, at: number, depth: number): number {
  if (depth > depthMax) throw new RangeError("nested too deep");
  const { major, value, next } = readHead(bytes, at);
  if (major === 0 || major === 1 || major === 7) return next;
  if (major === 2 || major === 3) {
    if (next + value > bytes.length) throw new RangeError("the bytes end within an item");
    return next + value;
  }
  let here = next;
  for (let left = major === 6 ? 1 : major === 5 ? value * 2 : value; left > 0; left--)
    here = skipItem(bytes, here, depth + 1);
  return here;
}
