import type { Look } from "../byte-source.ts";
import type { StructureFinding } from "../structure.ts";

/**
 * Matroska and WebM (RFC 9559): a header and segments, whose lengths are known once a file is finished. One that was
 * streamed and never finished has no length, and its end cannot be told.
 */
export function checkMatroska(look: Look): StructureFinding {
  let segments = 0;
  for (let at = 0; at < look.size; ) {
    const id = look.be32(at);
    const length = vint(look, at + 4);
    if (id !== 0x1a45dfa3 && id !== 0x18538067 && id !== 0xec)
      return { structure: segments > 0 ? "whole" : "undecodable" };
    if (id === 0x18538067) segments++;
    if (length.value === null) return { structure: "unchecked" };
    at = length.next + length.value;
    if (at > look.size) return { structure: "truncated" };
  }
  return { structure: segments > 0 ? "whole" : "truncated" };
}

/** EBML's numbers (RFC 8794, 4): as many bytes as there are leading zeros and one; all ones is unknown. */
function vint(look: Look, at: number): { value: number | null; next: number } {
  const first = look.u8(at);
  const more = Math.clz32(first) - 24;
  if (more > 7) return { value: null, next: at + 1 };
  let value = first & (0x7f >> more);
  let unknown = value === 0x7f >> more;
  for (let i = 1; i <= more; i++) {
    const byte = look.u8(at + i);
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { value: unknown ? null : value, next: at + 1 + more };
}

/** Whether an EBML header names the document type `webm`. */
export function isWebm(look: Look): boolean {
  const at = look.find(Buffer.from([0x42, 0x82]), 4, Math.min(64, look.size));
  return at !== -1 && look.has(vint(look, at + 2).next, "webm");
}

/** Ogg (RFC 3533): pages one after another to the file's end, and the last page of each stream says that it is the last. */
export function checkOgg(look: Look): StructureFinding {
  const unfinished = new Set<number>();
  let at = 0;
  while (at < look.size) {
    if (look.text(at, 4) !== "OggS") return { structure: "undecodable" };
    const [flags, stream, parts] = [look.u8(at + 5), look.le32(at + 14), look.u8(at + 26)];
    let length = 0;
    for (const part of look.bytes(at + 27, parts)) length += part;
    if (flags & 4) unfinished.delete(stream);
    else unfinished.add(stream);
    at += 27 + parts + length;
  }
  return { structure: at === 0 || at > look.size || unfinished.size > 0 ? "truncated" : "whole" };
}

/** PDF (ISO 32000-2, 7.5.5): it ends with the place of a cross-reference, which lies within it, and the end marker. */
export function checkPdf(look: Look): StructureFinding {
  const tail = look.bytes(Math.max(0, look.size - 2048), Math.min(2048, look.size)).toString("latin1");
  const place = /startxref\s+(\d+)\s+%%EOF[\s\0]*$/.exec(tail)?.[1];
  if (place === undefined) return { structure: "truncated" };
  return { structure: Number(place) < look.size ? "whole" : "undecodable" };
}
