import { checkJpeg } from "./check-jpeg.ts";

export interface StructureFinding {
  structure: "whole" | "truncated" | "undecodable" | "unchecked";
  /** Null where the format has none, or the header cannot be read. */
  widthPx: number | null;
  heightPx: number | null;
}

const unchecked: StructureFinding = { structure: "unchecked", widthPx: null, heightPx: null };

/**
 * Whether a file is as long as its own structure says, and its dimensions, from headers and lengths alone: nothing is
 * decoded. The engine signs a cut file and reads it back Trusted, so that cut sources have to be found here.
 */
export function checkStructure(bytes: Uint8Array, mime: string | null): StructureFinding {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (mime) {
    case "image/jpeg":
      return checkJpeg(bytes);
    case "image/png":
      return checkPng(view);
    case "image/webp":
      return { ...checkRiff(view), ...webpSize(bytes, view) };
    case "audio/wav":
    case "video/x-msvideo":
      return { ...unchecked, ...checkRiff(view) };
    case "image/gif":
      return checkGif(bytes, view);
    case "image/avif":
    case "image/heic":
    case "image/heif":
    case "video/mp4":
    case "video/quicktime":
    case "audio/mp4":
      return { ...unchecked, structure: checkBoxes(view) };
    default:
      return unchecked;
  }
}

/** PNG (ISO/IEC 15948): chunks one after another to IEND. */
function checkPng(view: DataView): StructureFinding {
  if (view.byteLength < 33 || view.getUint32(12) !== 0x49484452)
    return { ...unchecked, structure: view.byteLength < 33 ? "truncated" : "undecodable" };
  const size = { widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    if (at + 12 + view.getUint32(at) > view.byteLength) return { ...size, structure: "truncated" };
    if (view.getUint32(at + 4) === 0x49454e44) return { ...size, structure: "whole" };
  }
  return { ...size, structure: "truncated" };
}

/** RIFF: the length in its head is what has to be there. */
function checkRiff(view: DataView): StructureFinding {
  if (view.byteLength < 12) return { ...unchecked, structure: "truncated" };
  return { ...unchecked, structure: view.getUint32(4, true) + 8 <= view.byteLength ? "whole" : "truncated" };
}

/** WebP (RFC 9649): the canvas of VP8X, or the first frame's own header. */
function webpSize(bytes: Uint8Array, view: DataView): { widthPx: number | null; heightPx: number | null } {
  if (view.byteLength < 30) return { widthPx: null, heightPx: null };
  const chunk = String.fromCharCode(...bytes.subarray(12, 16));
  const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (chunk === "VP8X") return { widthPx: three(24) + 1, heightPx: three(27) + 1 };
  if (chunk === "VP8L") {
    const bits = view.getUint32(21, true);
    return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (chunk === "VP8 ")
    return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff };
  return { widthPx: null, heightPx: null };
}

/** GIF: dimensions of the logical screen; the trailer byte ends the file, though some writers pad after it. */
function checkGif(bytes: Uint8Array, view: DataView): StructureFinding {
  if (view.byteLength < 13) return { ...unchecked, structure: "truncated" };
  const structure = bytes.subarray(-64).includes(0x3b) ? "whole" : "truncated";
  return { structure, widthPx: view.getUint16(6, true), heightPx: view.getUint16(8, true) };
}

/** ISO base media: top-level boxes one after another to the file's end. A box of length 0 reaches to the end. */
function checkBoxes(view: DataView): StructureFinding["structure"] {
  let at = 0;
  while (at < view.byteLength) {
    if (at + 8 > view.byteLength) return "truncated";
    let length = view.getUint32(at);
    if (length === 0) return "whole";
    if (length === 1) {
      if (at + 16 > view.byteLength) return "truncated";
      length = Number(view.getBigUint64(at + 8));
    }
    if (length < 8) return "undecodable";
    at += length;
  }
  return at === view.byteLength ? "whole" : "truncated";
}
