import type { Look } from "../byte-source.ts";
import { larger, type StructureFinding } from "../structure.ts";
import { type Box, boxes, inside } from "./boxes.ts";
import { checkMovie } from "./iso-media.ts";

/**
 * Images in ISO base media (HEIF, ISO/IEC 23008-12): the top-level boxes fill the file, and every extent of every item
 * lies within it; of a sequence, its tracks too. Dimensions are those of the largest picture that it declares.
 */
export function checkIsoImage(look: Look): StructureFinding {
  let meta: Box | null = null;
  let isSequence = false;
  for (const box of boxes(look)) {
    if (box.type === "meta") meta ??= box;
    if (box.type === "moov") isSequence = true;
  }
  if (isSequence) {
    const film = checkMovie(look);
    if (meta === null || film.structure !== "whole") return film;
  }
  // Written before the pictures as a rule, but not always: without it this is what is left of an image.
  if (meta === null) return { structure: "truncated" };
  const content = { from: meta.from + 4, end: meta.end };
  const size = largestPicture(look, inside(look, content, "iprp"));
  const places = inside(look, content, "iloc");
  if (places === null) return { ...size, structure: "undecodable" };
  return { ...size, structure: extentsEnd(look, places) > look.size ? "truncated" : "whole" };
}

function largestPicture(look: Look, properties: Box | null) {
  const list = inside(look, properties, "ipco");
  if (list === null) return null;
  let size: { widthPx: number; heightPx: number } | null = null;
  for (const { type, from } of boxes(look, list.from, list.end))
    if (type === "ispe") size = larger(size, { widthPx: look.be32(from + 4), heightPx: look.be32(from + 8) });
  return size;
}

/** Where the last extent ends that counts from the file's start (ISO/IEC 14496-12, 8.11.3). */
function extentsEnd(look: Look, { from, end: boxEnd }: Box): number {
  const version = look.u8(from);
  const [sizes, more] = [look.u8(from + 4), look.u8(from + 5)];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, more >> 4];
  const indexSize = version === 0 ? 0 : more & 15;
  let at = from + 6;
  function take(bytes: number): number {
    // A table that runs over its box is as broken as one that runs over the file.
    const value = bytes === 0 ? 0 : bytes === 2 ? look.be16(at) : bytes === 4 ? look.be32(at) : look.be64(at);
    at += bytes;
    return value;
  }
  let end = 0;
  for (let items = take(version < 2 ? 2 : 4); items > 0 && at < boxEnd; items--) {
    take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    const reference = take(2);
    const base = take(baseSize);
    for (let extents = take(2); extents > 0 && at < boxEnd; extents--) {
      take(indexSize);
      const start = base + take(offsetSize);
      const length = take(lengthSize);
      // A length of 0 is the whole file's.
      if (method === 0 && reference === 0) end = Math.max(end, start + Math.max(length, 1));
    }
  }
  return end;
}
