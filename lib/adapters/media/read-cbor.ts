export type CborValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | CborValue[]
  | Map<CborValue, CborValue>;

/**
 * One CBOR item (RFC 8949) that fills the bytes exactly. Reads what a COSE Sig_structure and a C2PA claim are made of:
 * integers, byte and text strings, arrays, maps, simple values and tags (whose content is given); definite lengths only.
 * Throws RangeError on everything else: what cannot be read is not signed.
 */
export function readCbor(bytes: Uint8Array): CborValue {
  const reader = new CborReader(bytes);
  const value = reader.item(0);
  if (reader.at !== bytes.length) throw new RangeError("there is more after the CBOR item");
  return value;
}

const depthMax = 32;

class CborReader {
  at = 0;
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  item(depth: number): CborValue {
    if (depth > depthMax) throw new RangeError("nested too deeply");
    const first = this.view.getUint8(this.at++);
    const major = first >> 5;
    if (major === 7) return simple(first & 0x1f);
    const argument = this.argument(first & 0x1f);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return typeof argument === "bigint" ? -1n - argument : -1 - argument;
      case 2:
        return this.take(argument);
      case 3:
        return new TextDecoder("utf-8", { fatal: true }).decode(this.take(argument));
      case 4:
        return Array.from({ length: this.count(argument) }, () => this.item(depth + 1));
      case 5:
        return new Map(
          Array.from({ length: this.count(argument) }, () => [this.item(depth + 1), this.item(depth + 1)] as const),
        );
      default:
        return this.item(depth + 1);
    }
  }

  private argument(info: number): number | bigint {
    if (info < 24) return info;
    const from = this.at;
    if (info === 24) return this.view.getUint8(this.advance(1, from));
    if (info === 25) return this.view.getUint16(this.advance(2, from));
    if (info === 26) return this.view.getUint32(this.advance(4, from));
    if (info === 27) return this.view.getBigUint64(this.advance(8, from));
    throw new RangeError("indefinite lengths are not read here");
  }

  private advance(count: number, from: number): number {
    this.at += count;
    return from;
  }

  /** An item takes a byte at least, so a count beyond what is left is a lie that must not cost memory. */
  private count(argument: number | bigint): number {
    if (argument > this.bytes.length - this.at) throw new RangeError("longer than the bytes");
    return Number(argument);
  }

  private take(argument: number | bigint): Uint8Array {
    const length = this.count(argument);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function simple(info: number): CborValue {
  if (info === 20) return false;
  if (info === 21) return true;
  if (info === 22) return null;
  throw new RangeError("a simple value that is not read here");
}
