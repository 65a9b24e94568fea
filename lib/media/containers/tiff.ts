import type { Look } from "../byte-source.ts";
import { larger, type StructureFinding } from "../structure.ts";

/** More than any writer makes; a file with more is made to keep readers busy. */
const directoriesMax = 256;
/** So many strips or tiles are looked at one by one; beyond, the last alone. */
const partsMax = 65_536;

/** Sizes of TIFF 6.0's types by number, and of BigTIFF's. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

interface Entry {
  tag: number;
  count: number;
  /** How long one value is, and where the first stands. */
  width: number;
  at: number;
}
export type Directory = Map<number, Entry>;

/** A TIFF's numbers: of either byte order, with offsets of four bytes or (BigTIFF) of eight. */
interface Tiff {
  number(at: number, width: number): number;
  big: boolean;
  firstDirectory: number;
}

/** Null where it is none. Camera formats keep TIFF's structure under a number of their own (Olympus: `RO`, `RS`). */
export function openTiff(look: Look): Tiff | null {
  const order = look.text(0, 2);
  if (order !== "II" && order !== "MM") return null;
  const little = order === "II";
  const number = (at: number, width: number) => {
    if (width === 1) return look.u8(at);
    if (width === 2) return little ? look.le16(at) : look.be16(at);
    if (width === 4) return little ? look.le32(at) : look.be32(at);
    return little ? look.le64(at) : look.be64(at);
  };
  const big = number(2, 2) === 43;
  return { number, big, firstDirectory: big ? number(8, 8) : number(4, 4) };
}

/**
 * All directories of a TIFF, those of its pictures' children too. `broken` is thrown as a RangeError: a directory that leads to itself, or more of
 * them than anybody needs.
 */
export function* directories(look: Look, tiff: Tiff): Generator<Directory> {
  const seen = new Set<number>();
  const waiting = [tiff.firstDirectory];
  const word = tiff.big ? 8 : 4;
  while (waiting.length > 0) {
    const at = waiting.shift() as number;
    if (at === 0) continue;
    if (seen.has(at) || seen.size >= directoriesMax) throw new RangeError("directories without end");
    seen.add(at);
    const { directory, next } = readDirectory(look, tiff, at);
    yield directory;
    const children = directory.get(330);
    if ((children?.count ?? 0) > directoriesMax) throw new RangeError("more directories than anybody needs");
    for (let i = 0; children && i < children.count; i++) waiting.push(value(tiff, children, i));
    waiting.push(tiff.number(next, word));
  }
}

function readDirectory(look: Look, tiff: Tiff, at: number): { directory: Directory; next: number } {
  const [head, entryBytes, word] = tiff.big ? [8, 20, 8] : [2, 12, 4];
  const count = tiff.number(at, head);
  const directory: Directory = new Map();
  for (let i = 0; i < count; i++) {
    const from = at + head + i * entryBytes;
    const [tag, type, values] = [tiff.number(from, 2), tiff.number(from + 2, 2), tiff.number(from + 4, word)];
    const width = typeBytes[type] ?? 0;
    const inline = width * values <= word;
    const place = inline ? from + 4 + word : tiff.number(from + 4 + word, word);
    // All of its values are in the file, or the file was cut.
    if (!inline && place + width * values > look.size) look.bytes(look.size, 1);
    directory.set(tag, { tag, count: values, width, at: place });
  }
  return { directory, next: at + head + count * entryBytes };
}

/** The number `i` of an entry; 0 where its type holds none. */
export function value(tiff: Tiff, entry: Entry, i = 0): number {
  return entry.width === 0 || i >= entry.count ? 0 : tiff.number(entry.at + i * entry.width, entry.width);
}

/** TIFF 6.0, BigTIFF, DNG and what cameras make of them: every directory, and every strip and tile that one names, lies within the file. */
export function checkTiff(look: Look): StructureFinding {
  const tiff = openTiff(look);
  if (tiff === null) return { structure: "undecodable" };
  let size: { widthPx: number; heightPx: number } | null = null;
  for (const directory of directories(look, tiff)) {
    const [width, height] = [directory.get(256), directory.get(257)];
    if (width && height) size = larger(size, { widthPx: value(tiff, width), heightPx: value(tiff, height) });
    for (const [offsets, lengths] of partTags)
      if (partsEnd(tiff, directory.get(offsets), directory.get(lengths)) > look.size)
        return { ...size, structure: "truncated" };
  }
  return { ...size, structure: size === null ? "undecodable" : "whole" };
}

/** Strips, tiles, and the thumbnail of Exif. */
const partTags = [
  [273, 279],
  [324, 325],
  [513, 514],
] as const;

function partsEnd(tiff: Tiff, offsets: Entry | undefined, lengths: Entry | undefined): number {
  if (!offsets || offsets.count === 0) return 0;
  const endOf = (i: number) => value(tiff, offsets, i) + (lengths ? value(tiff, lengths, i) : 1);
  let end = endOf(offsets.count - 1);
  for (let i = 0; i < Math.min(offsets.count, partsMax); i++) end = Math.max(end, endOf(i));
  return end;
}

/** Tag 0xCD41 (C2PA 2.2, A.3.5). */
export function countInTiff(look: Look): number {
  const tiff = openTiff(look);
  let stores = 0;
  if (tiff) for (const directory of directories(look, tiff)) if (directory.has(0xcd41)) stores++;
  return stores;
}
