import type { StructureFinding } from "./check-structure.ts";

/**
 * Walks a JPEG's segments (ITU-T T.81, annex B): dimensions from the frame header, and whether the end-of-image marker
 * is there after the entropy-coded data. Bytes after the end are allowed: cameras append previews there.
 */
export function checkJpeg(bytes: Uint8Array): StructureFinding {
  let at = 2;
  let size: Pick<StructureFinding, "widthPx" | "heightPx"> = { widthPx: null, heightPx: null };
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return { ...size, structure: "undecodable" };
    const marker = bytes[at + 1] as number;
    // Fill bytes may stand before any marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) return { ...size, structure: size.widthPx === null ? "undecodable" : "whole" };
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) return { ...size, structure: "truncated" };
    const length = word(bytes, at + 2);
    if (length < 2) return { ...size, structure: "undecodable" };
    if (at + 2 + length > bytes.length) return { ...size, structure: "truncated" };
    if (isFrame(marker)) size = { heightPx: word(bytes, at + 5), widthPx: word(bytes, at + 7) };
    at += 2 + length;
    if (marker === 0xda) {
      const next = afterScan(bytes, at);
      if (next === null) return { ...size, structure: "truncated" };
      at = next;
    }
  }
  return { ...size, structure: "truncated" };
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The marker that ends entropy-coded data; stuffed zeros and restart markers belong to it. Null where the bytes end first. */
function afterScan(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] as number;
    if (marker !== 0x00 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return null;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
