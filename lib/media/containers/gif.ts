import { type Look, PastEnd } from "../byte-source.ts";
import type { StorePiece } from "../store-patches.ts";
import type { StructureFinding } from "../structure.ts";

/** GIF89a: blocks one after another to the trailer, of which one at least is an image. Dimensions of the logical screen. */
export function checkGif(look: Look): StructureFinding {
  const size = { widthPx: look.le16(6), heightPx: look.le16(8) };
  let images = 0;
  for (const block of blocks(look)) {
    if (block === "unknown") return { ...size, structure: "undecodable" };
    if (block.introducer === 0x2c) images++;
    if (block.introducer === 0x3b) return { ...size, structure: images > 0 ? "whole" : "undecodable" };
  }
  return { ...size, structure: "truncated" };
}

/** Application extensions `C2PA_GIF` with the authentication code 1.0.0 (C2PA 2.2, A.3.3). */
export function countInGif(look: Look): number {
  let stores = 0;
  for (const _ of storeBlocks(look)) stores++;
  return stores;
}

/** The data of the sub-blocks of the one store. */
export function piecesInGif(look: Look): StorePiece[] {
  const pieces: StorePiece[] = [];
  for (const start of storeBlocks(look))
    for (let at = start; look.u8(at) > 0; at += 1 + look.u8(at)) pieces.push({ at: at + 1, lengthBytes: look.u8(at) });
  return pieces;
}

/** Where the sub-blocks of each store begin. */
function* storeBlocks(look: Look): Generator<number> {
  const head = "\xff\x0bC2PA_GIF\x01\x00\x00";
  for (const block of blocks(look)) {
    if (block === "unknown") return;
    if (block.introducer === 0x21 && look.has(block.at + 1, head)) yield block.at + 1 + head.length;
  }
}

function* blocks(look: Look): Generator<{ introducer: number; at: number } | "unknown"> {
  const screen = look.u8(10);
  let at = 13 + colourTableBytes(screen);
  while (at < look.size) {
    const introducer = look.u8(at);
    // Some writers leave zeros between blocks.
    if (introducer === 0) {
      at++;
      continue;
    }
    yield { introducer, at };
    if (introducer === 0x3b) return;
    if (introducer === 0x2c) at = afterSubBlocks(look, at + 11 + colourTableBytes(look.u8(at + 9)));
    else if (introducer === 0x21) at = afterSubBlocks(look, at + 2);
    else {
      yield "unknown";
      return;
    }
  }
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** A picture has thousands of these, of at most 256 bytes each: stepped over in one window after another. */
function afterSubBlocks(look: Look, from: number): number {
  for (let start = from; start < look.size; ) {
    const window = look.read(start, windowBytes);
    if (window.length === 0) break;
    let at = 0;
    while (at < window.length) {
      const length = window[at] as number;
      if (length === 0) return start + at + 1;
      at += 1 + length;
    }
    start += at;
  }
  throw new PastEnd();
}
const windowBytes = 1 << 16;
