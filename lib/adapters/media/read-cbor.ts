export type CborValue = number | bigint | string | Uint8Array | boolean | null | undefined | CborValue[] | CborMap;
export type CborMap = Map<CborValue, CborValue>;

const depthMax = 16;

/**
 * Reads exactly one CBOR item (RFC 8949) that fills the bytes: definite lengths, no tags, no floats, no key twice. That
 * is all that a COSE Sig_structure and a C2PA claim are made of; whatever else is there throws RangeError, because this
 * decides what gets a signature.
 */
export function readCbor(bytes: Uint8Array): CborValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function take(count: number): number {
    const from = at;
    if (count > bytes.length - at) throw new RangeError("the bytes end within an item");
    at += count;
    return from;
  }

  /** The argument of the head whose low five bits are `info`. */
  function argument(info: number): number {
    if (info < 24) return info;
    if (info === 24) return view.getUint8(take(1));
    if (info === 25) return view.getUint16(take(2));
    if (info === 26) return view.getUint32(take(4));
    if (info !== 27) throw new RangeError("an indefinite length");
    const wide = view.getBigUint64(take(8));
    if (wide > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError("a number beyond 2^53");
    return Number(wide);
  }

  function run(count: number): Uint8Array {
    const from = take(count);
    return bytes.subarray(from, from + count);
  }

  function item(depth: number): CborValue {
    if (depth > depthMax) throw new RangeError("nested too deep");
    const head = view.getUint8(take(1));
    const info = head & 0x1f;
    switch (head >> 5) {
      case 0:
        return argument(info);
      case 1:
        return -1 - argument(info);
      case 2:
        return run(argument(info));
      case 3:
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(run(argument(info)));
      case 4: {
        const list: CborValue[] = [];
        for (let left = argument(info); left > 0; left--) list.push(item(depth + 1));
        return list;
      }
      case 5: {
        const map: CborMap = new Map();
        for (let left = argument(info); left > 0; left--) {
          const key = item(depth + 1);
          if (map.has(key)) throw new RangeError("a key twice");
          map.set(key, item(depth + 1));
        }
        return map;
      }
      case 7:
        if (info === 20 || info === 21) return info === 21;
        if (info === 22) return null;
    }
    throw new RangeError(`an item of a kind that has no place here (0x${head.toString(16)})`);
  }

  const value = item(0);
  if (at !== bytes.length) throw new RangeError("bytes after the item");
  return value;
}
