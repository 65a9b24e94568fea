import { crc32 } from "node:zlib";
import { type ByteSource, type Look, lookInto, readBytesMax } from "./byte-source.ts";
import { piecesInGif } from "./containers/gif.ts";
import { piecesInJpeg } from "./containers/jpeg.ts";
import { formatOf } from "./formats.ts";

/** A run of a file's bytes that holds the next run of its manifest store's. */
export interface StorePiece {
  at: number;
  lengthBytes: number;
}
/** Bytes to write over as many of a file's. */
export interface Patch {
  at: number;
  bytes: Uint8Array;
}

/**
 * What to write into a file for its manifest store `before` to become `after`, which is as long: only the store's own bytes, as
 * the container holds them, and in PNG the checksum of their chunk. No box, chunk or segment moves or grows. Null where
 * the store does not lie there as it should.
 */
export function storePatches(source: ByteSource, mime: string, before: Uint8Array, after: Uint8Array): Patch[] | null {
  if (before.length !== after.length) throw new RangeError("a store of another length");
  const look = lookInto(source);
  const container = formatOf(mime)?.container;
  const [old, fresh] = container === "svg" ? [base64Of(before), base64Of(after)] : [before, after];
  const pieces =
    container === "jpeg" ? piecesInJpeg(look) : container === "gif" ? piecesInGif(look) : wholeIn(look, source, old);
  if (!holds(source, pieces, old)) return null;
  let from = 0;
  const patches = pieces.map(({ at, lengthBytes }) => {
    from += lengthBytes;
    return { at, bytes: fresh.subarray(from - lengthBytes, from) };
  });
  return container === "png" ? [...patches, ...checksumsOf(patches)] : patches;
}

function base64Of(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString("base64"), "latin1");
}

/** Its head is long enough to be no other store's: it has the first manifest's label. */
const headBytes = 512;

/** Everywhere else a store lies in one piece: found by its own bytes, which hold its salts and signature. */
function wholeIn(look: Look, source: ByteSource, store: Uint8Array): StorePiece[] {
  const head = Buffer.from(store.subarray(0, headBytes));
  for (let at = look.find(head, 0); at !== -1; at = look.find(head, at + 1)) {
    const piece = { at, lengthBytes: store.length };
    if (holds(source, [piece], store)) return [piece];
  }
  return [];
}

function holds(source: ByteSource, pieces: readonly StorePiece[], store: Uint8Array): boolean {
  let from = 0;
  for (const { at, lengthBytes } of pieces)
    for (let done = 0; done < lengthBytes; ) {
      const part = source.read(at + done, Math.min(lengthBytes - done, readBytesMax));
      if (part.length === 0 || part.compare(store, from, from + part.length) !== 0) return false;
      done += part.length;
      from += part.length;
    }
  return from === store.length;
}

/** PNG (ISO/IEC 15948), 5.3: over the chunk's type and its data. */
function checksumsOf(patches: readonly Patch[]): Patch[] {
  return patches.map(({ at, bytes }) => {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(bytes, crc32("caBX")));
    return { at: at + bytes.length, bytes: checksum };
  });
}
