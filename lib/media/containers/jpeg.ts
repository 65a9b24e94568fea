import { type Look, PastEnd } from "../byte-source.ts";
import type { StorePiece } from "../store-patches.ts";
import { isManifestStore, type StructureFinding } from "../structure.ts";

/**
 * Walks a JPEG's segments (ITU-T T.81, annex B): dimensions from the frame header, and whether the end-of-image marker
 * is there after the entropy-coded data. Bytes after the end are allowed: cameras append pictures there, and where their
 * index (CIPA DC-007) is read, those have to be whole too.
 */
export function checkJpeg(look: Look): StructureFinding {
  let at = 2;
  let size: { widthPx: number; heightPx: number } | null = null;
  let picturesEnd = 0;
  while (true) {
    if (look.u8(at) !== 0xff) return { structure: "undecodable" };
    const marker = look.u8(at + 1);
    // Fill bytes may stand before any marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) {
      // Where nothing follows, whoever dropped the further pictures left their index in: that is no cut.
      const cut = look.size > at + 2 && picturesEnd > look.size;
      return { ...size, structure: size === null ? "undecodable" : cut ? "truncated" : "whole" };
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = look.be16(at + 2);
    if (length < 2) return { structure: "undecodable" };
    if (at + 2 + length > look.size) throw new PastEnd();
    if (isFrame(marker)) size = { heightPx: look.be16(at + 5), widthPx: look.be16(at + 7) };
    if (marker === 0xe2 && look.has(at + 4, "MPF\0")) picturesEnd = lastPictureEnd(look, at + 8, at + 2 + length);
    at += 2 + length;
    if (marker !== 0xda) continue;
    const next = afterScan(look, at);
    if (next === -1) return { ...size, structure: "truncated" };
    at = next;
  }
}

/** Where the last picture of a multi-picture file ends, by its index; 0 where the index cannot be followed. */
function lastPictureEnd(look: Look, head: number, end: number): number {
  const little = look.has(head, "II*\0");
  if (!little && !look.has(head, "MM\0*")) return 0;
  const [two, four] = little ? [look.le16, look.le32] : [look.be16, look.be32];
  const directory = head + four(head + 4);
  if (directory + 2 > end) return 0;
  for (let i = 0, entry = directory + 2; i < two(directory) && entry + 12 <= end; i++, entry += 12) {
    if (two(entry) !== 0xb002) continue;
    const [pictures, list] = [Math.floor(four(entry + 4) / 16), head + four(entry + 8)];
    if (list + pictures * 16 > end) return 0;
    let last = 0;
    for (let picture = list; picture < list + pictures * 16; picture += 16)
      // The first picture's place is 0: it is the file's own beginning.
      if (four(picture + 8) !== 0) last = Math.max(last, head + four(picture + 8) + four(picture + 4));
    return last;
  }
  return 0;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The marker that ends entropy-coded data; stuffed zeros and restart markers belong to it. -1 where the bytes end first. */
function afterScan(look: Look, from: number): number {
  for (let start = from; start < look.size; start += windowBytes - 1) {
    const window = look.read(start, windowBytes);
    for (let at = window.indexOf(0xff); at !== -1 && at + 1 < window.length; at = window.indexOf(0xff, at + 1)) {
      const marker = window[at + 1] as number;
      if (marker !== 0x00 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return start + at;
    }
  }
  return -1;
}
const windowBytes = 1 << 18;

/** Where the first scan begins: all metadata stands before it. */
export function jpegHeaderEnd(look: Look): number {
  let end = look.size;
  for (const { marker, at } of segments(look)) if (marker === 0xda) end = at;
  return end;
}

/** APP11 segments of JUMBF ("JP") say which box instance they carry a part of; a store is one instance (C2PA 2.2, A.3.1). */
export function countInJpeg(look: Look): number {
  const stores = new Set<number>();
  for (const { marker, at, length } of segments(look)) {
    if (marker !== 0xeb || length < 42 || !look.has(at + 4, "JP")) continue;
    const instance = look.be16(at + 6);
    // Its first packet begins with the superbox; the others repeat the box's header, and then go on with its content.
    if (look.be32(at + 8) === 1 && isManifestStore(look, at + 12)) stores.add(instance);
  }
  return stores.size;
}

/** The store's bytes in the packets of its instance, in their order; each after the first repeats the box's header before them. */
export function piecesInJpeg(look: Look): StorePiece[] {
  let instance: number | null = null;
  const pieces: StorePiece[] = [];
  for (const { marker, at, length } of segments(look)) {
    if (marker !== 0xeb || length < 18 || !look.has(at + 4, "JP")) continue;
    const first = look.be32(at + 8) === 1;
    if (instance === null && first && isManifestStore(look, at + 12)) instance = look.be16(at + 6);
    if (instance !== look.be16(at + 6)) continue;
    const before = first ? 10 : 18;
    pieces.push({ at: at + 2 + before, lengthBytes: length - before });
  }
  return pieces;
}

function* segments(look: Look): Generator<{ marker: number; at: number; length: number }> {
  for (let at = 2; at + 4 <= look.size && look.u8(at) === 0xff; ) {
    const marker = look.u8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = look.be16(at + 2);
    yield { marker, at, length };
    if (marker === 0xda || marker === 0xd9 || length < 2) return;
    at += 2 + length;
  }
}
