import type { Look } from "../byte-source.ts";
import { isManifestStore, type StructureFinding } from "../structure.ts";
import { type Box, boxes } from "./boxes.ts";

/**
 * JPEG XL in its container (ISO/IEC 18181-2): boxes fill the file, and the codestream is whole in one `jxlc` or in `jxlp` parts, the last
 * of which says so.
 */
export function checkJxl(look: Look): StructureFinding {
  let first: Box | null = null;
  let complete = false;
  for (const box of boxes(look)) {
    if (box.type !== "jxlc" && box.type !== "jxlp") continue;
    first ??= box;
    complete ||= box.type === "jxlc" || (look.be32(box.from) & 0x8000_0000) !== 0;
  }
  const size = first && jxlSize(look, first.from + (first.type === "jxlp" ? 4 : 0));
  return { ...size, structure: complete ? "whole" : "truncated" };
}

/** SizeHeader (ISO/IEC 18181-1, D.2): least bit first, after the codestream's two bytes of signature. */
function jxlSize(look: Look, at: number): { widthPx: number; heightPx: number } | null {
  if (!look.has(at, "\xff\x0a")) return null;
  const packed = look.bytes(at + 2, Math.min(10, look.size - at - 2));
  let bit = 0;
  function take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, bit++) value += (((packed[bit >> 3] ?? 0) >> (bit & 7)) & 1) * 2 ** i;
    return value;
  }
  const side = (small: boolean) => (small ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)] as number) + 1);
  const small = take(1) === 1;
  const heightPx = side(small);
  const ratio = [null, 1, 1.2, 4 / 3, 1.5, 16 / 9, 1.25, 2][take(3)] ?? null;
  return { heightPx, widthPx: ratio === null ? side(small) : Math.floor(heightPx * ratio) };
}

/** C2PA 2.2, A.3.6: a top-level superbox. */
export function countInJxl(look: Look): number {
  let stores = 0;
  for (const { at } of boxes(look)) if (isManifestStore(look, at)) stores++;
  return stores;
}
