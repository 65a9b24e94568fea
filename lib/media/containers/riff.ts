import type { Look } from "../byte-source.ts";
import type { StructureFinding } from "../structure.ts";

/**
 * RIFF: the length in its head is what has to be there, and its chunks fill it, padded to even lengths. A long AVI goes on
 * with further RIFFs (OpenDML). What stands after the last is nobody's.
 */
function checkRiff(look: Look, needs: (names: Set<string>) => boolean): StructureFinding["structure"] {
  const names = new Set<string>();
  for (const { name } of chunks(look)) names.add(name);
  return needs(names) ? "whole" : "undecodable";
}

export function checkWav(look: Look): StructureFinding {
  return { structure: checkRiff(look, (names) => names.has("fmt ") && names.has("data")) };
}

/** The main header is the first chunk of the first list. */
export function checkAvi(look: Look): StructureFinding {
  const structure = checkRiff(look, (names) => names.has("LIST"));
  if (!look.has(20, "hdrlavih")) return { structure: structure === "whole" ? "undecodable" : structure };
  return { structure, widthPx: look.le32(64), heightPx: look.le32(68) };
}

/** WebP (RFC 9649): the canvas of VP8X, or the first frame's own header. */
export function checkWebp(look: Look): StructureFinding {
  const structure = checkRiff(look, (names) => ["VP8 ", "VP8L", "ANMF"].some((name) => names.has(name)));
  const three = (at: number) => look.le16(at) | (look.u8(at + 2) << 16);
  switch (look.text(12, 4)) {
    case "VP8X":
      return { structure, widthPx: three(24) + 1, heightPx: three(27) + 1 };
    case "VP8L": {
      const bits = look.le32(21);
      return { structure, widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >> 14) & 0x3fff) + 1 };
    }
    case "VP8 ":
      return { structure, widthPx: look.le16(26) & 0x3fff, heightPx: look.le16(28) & 0x3fff };
    default:
      return { structure };
  }
}

/** C2PA 2.2, A.3.4. */
export function countInRiff(look: Look): number {
  let stores = 0;
  for (const { name } of chunks(look)) if (name === "C2PA") stores++;
  return stores;
}

function* chunks(look: Look): Generator<{ name: string }> {
  let start = 0;
  do {
    const end = start + 8 + look.le32(start + 4);
    // The whole of it, or else the file was cut. Some writers leave the last padding out.
    if (end > look.size) look.bytes(end - 1, 1);
    for (let at = start + 12; at + 8 <= end; ) {
      const length = look.le32(at + 4);
      yield { name: look.text(at, 4) };
      if (at + 8 + length > end) look.bytes(at + 8 + length - 1, 1);
      at += 8 + length + (length % 2);
    }
    start = end + (end % 2);
  } while (start + 12 <= look.size && look.has(start, "RIFF"));
}

/** AIFF and AIFF-C: the same, counted from the big end. */
export function checkAiff(look: Look): StructureFinding {
  const end = 8 + look.be32(4);
  if (end > look.size) return { structure: "truncated" };
  const names = new Set<string>();
  for (let at = 12; at + 8 <= end; ) {
    const length = look.be32(at + 4);
    names.add(look.text(at, 4));
    at += 8 + length + (length % 2);
    if (at - (length % 2) > look.size) return { structure: "truncated" };
  }
  return { structure: names.has("COMM") && names.has("SSND") ? "whole" : "undecodable" };
}
