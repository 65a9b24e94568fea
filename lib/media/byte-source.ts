/**
 * A file as the looks at it want it: any part, by position, never the whole. Implemented over a file's descriptor with a
 * bounded window (`lib/adapters/media/open-bytes.ts`), and over bytes in memory here.
 */
export interface ByteSource {
  readonly sizeBytes: number;
  /** `length` bytes (at most `readBytesMax`) from `at`, fewer where the file ends. They stay what they are only until the next read. */
  read(at: number, length: number): Buffer;
}

export const readBytesMax = 1 << 20;
/** What a search looks through at first, and at most, with one read. */
const nearBytes = 256;
const farBytes = 1 << 16;

export function inMemory(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { sizeBytes: buffer.length, read: (at, length) => buffer.subarray(at, at + length) };
}

/** Thrown where a structure leads past the file's end: which is what a cut file is. */
export class PastEnd extends Error {}

/** Reads numbers and texts of a container. Whatever lies past the end throws `PastEnd`. */
export type Look = ReturnType<typeof lookInto>;

export function lookInto(source: ByteSource) {
  const size = source.sizeBytes;
  function bytes(at: number, length: number): Buffer {
    if (!(at >= 0 && at + length <= size)) throw new PastEnd();
    const part = source.read(at, length);
    // The file was cut while it was looked at.
    if (part.length < length) throw new PastEnd();
    return part;
  }
  return {
    size,
    bytes,
    read: source.read,
    u8: (at: number) => bytes(at, 1)[0] as number,
    be16: (at: number) => bytes(at, 2).readUInt16BE(),
    be32: (at: number) => bytes(at, 4).readUInt32BE(),
    /** Above 2^53 it is imprecise, and past the end of any file. */
    be64: (at: number) => Number(bytes(at, 8).readBigUInt64BE()),
    le16: (at: number) => bytes(at, 2).readUInt16LE(),
    le32: (at: number) => bytes(at, 4).readUInt32LE(),
    le64: (at: number) => Number(bytes(at, 8).readBigUInt64LE()),
    text: (at: number, length: number) => bytes(at, length).toString("latin1"),
    /** Whether the text stands there; false where the file ends before. */
    has: (at: number, text: string) => source.read(at, text.length).toString("latin1") === text,
    /**
     * The first place of `needle` from `from` on that begins before `to`, or -1. Looks close by first, and then further at a
     * time: most of what is looked for is near, in what was read already, and a long way costs a few long reads.
     */
    find(needle: Buffer | number, from: number, to = size): number {
      const length = typeof needle === "number" ? 1 : needle.length;
      let step = Math.max(nearBytes, length * 2);
      for (let at = from; at < to; ) {
        const found = source.read(at, Math.min(step, to - at + length - 1)).indexOf(needle);
        if (found !== -1) return at + found < to ? at + found : -1;
        at += step - length + 1;
        step = Math.min(step * 4, Math.max(farBytes, length * 2));
      }
      return -1;
    },
  };
}
