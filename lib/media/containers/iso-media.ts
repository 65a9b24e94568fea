import type { Look } from "../byte-source.ts";
import { larger, type StructureFinding } from "../structure.ts";
import { along, type Box, boxes, inside } from "./boxes.ts";

/**
 * Films and sound in ISO base media (ISO/IEC 14496-12): the top-level boxes fill the file, there is a `moov`, and where its
 * tracks say that their last chunk ends, the file has not ended. A film of fragments that was cut between two of them cannot be told from a shorter one.
 */
export function checkMovie(look: Look): StructureFinding {
  let movie: Box | null = null;
  for (const box of boxes(look)) if (box.type === "moov") movie ??= box;
  // `moov` may stand last: without it this is what is left of a film.
  if (movie === null) return { structure: "truncated" };
  let size: { widthPx: number; heightPx: number } | null = null;
  let tracks = 0;
  for (const track of boxes(look, movie.from, movie.end)) {
    if (track.type !== "trak") continue;
    tracks++;
    const header = inside(look, track, "tkhd");
    // Its last eight bytes, as 16.16; 0 for what is not seen.
    if (header) size = larger(size, { widthPx: look.be16(header.end - 8), heightPx: look.be16(header.end - 4) });
    const end = lastChunkEnd(look, inside(look, track, "mdia"));
    if (end > look.size) return { ...seen(size), structure: "truncated" };
  }
  return { ...seen(size), structure: tracks > 0 ? "whole" : "undecodable" };
}

function seen(size: { widthPx: number; heightPx: number } | null) {
  return size && size.widthPx > 0 ? size : {};
}

/** Where a track's last chunk ends in this file; 0 where it has none here. */
function lastChunkEnd(look: Look, media: Box | null): number {
  const info = inside(look, media, "minf");
  const table = inside(look, info, "stbl");
  if (table === null || isElsewhere(look, along(look, info, "dinf", "dref"))) return 0;
  const [short, long] = [inside(look, table, "stco"), inside(look, table, "co64")];
  const offsets = short ?? long;
  const count = offsets ? look.be32(offsets.from + 4) : 0;
  if (offsets === null || count === 0) return 0;
  const start = short ? look.be32(short.from + 4 + count * 4) : look.be64(offsets.from + count * 8);
  return start + lastChunkBytes(look, table, count);
}

/** The sizes of the samples of the last chunk, together: `stsc` says how many they are, `stsz` how long each is. */
function lastChunkBytes(look: Look, table: Box, chunks: number): number {
  const [perChunk, sizes] = [inside(look, table, "stsc"), inside(look, table, "stsz")];
  const runs = perChunk ? look.be32(perChunk.from + 4) : 0;
  if (perChunk === null || sizes === null || runs === 0) return 1;
  const run = perChunk.from + 8 + (runs - 1) * 12;
  if (look.be32(run) > chunks) return 1;
  const samples = look.be32(run + 4);
  const [each, count] = [look.be32(sizes.from + 4), look.be32(sizes.from + 8)];
  if (each !== 0) return each * Math.min(samples, count);
  let bytes = 0;
  for (let sample = Math.max(0, count - Math.min(samples, samplesMax)); sample < count; sample++)
    bytes += look.be32(sizes.from + 12 + sample * 4);
  return bytes;
}
/** A chunk holds a second or less of a film. */
const samplesMax = 100_000;

/** Whether the track's media is in another file: the first data reference does not say that it is in this one. */
function isElsewhere(look: Look, references: Box | null): boolean {
  if (references === null || look.be32(references.from + 4) === 0) return false;
  return (look.be32(references.from + 16) & 1) === 0;
}

/** Manifest stores are `uuid` boxes of this type whose purpose is `manifest` (C2PA 2.2, A.5); others hold its hash tree. */
const c2paType = Buffer.from("d8fec3d61b0e483c92975828877ec481", "hex");

export function countInIsoMedia(look: Look): number {
  let stores = 0;
  for (const box of boxes(look)) {
    if (box.type !== "uuid" || !look.bytes(box.from - 16, 16).equals(c2paType)) continue;
    if (look.has(box.from + 4, "manifest\0")) stores++;
  }
  return stores;
}

/** Everything but the media itself: where a text may stand that describes it. */
export function descriptionsIn(look: Look): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const { type, at, end } of boxes(look)) if (type !== "mdat" && type !== "free") ranges.push([at, end]);
  return ranges;
}
