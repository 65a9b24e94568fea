import type { Look } from "../byte-source.ts";
import type { StructureFinding } from "../structure.ts";

/** PNG (ISO/IEC 15948): chunks one after another to IEND, of which one at least is image data. */
export function checkPng(look: Look): StructureFinding {
  if (look.text(12, 4) !== "IHDR") return { structure: "undecodable" };
  const size = { widthPx: look.be32(16), heightPx: look.be32(20) };
  let data = false;
  for (const { name } of chunks(look)) {
    if (name === "IDAT") data = true;
    if (name === "IEND") return { ...size, structure: data ? "whole" : "undecodable" };
  }
  return { ...size, structure: "truncated" };
}

/** C2PA 2.2, A.3.2. */
export function countInPng(look: Look): number {
  let stores = 0;
  for (const { name } of chunks(look)) if (name === "caBX") stores++;
  return stores;
}

/** To IEND and no further: what stands after it is not the picture's. */
function* chunks(look: Look): Generator<{ name: string }> {
  for (let at = 8; at < look.size; ) {
    const length = look.be32(at);
    const name = look.text(at + 4, 4);
    // The checksum is the last of a chunk: with it in the file, all of the chunk is.
    look.bytes(at + 8 + length, 4);
    yield { name };
    if (name === "IEND") return;
    at += 12 + length;
  }
}
