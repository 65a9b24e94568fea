import { type ByteSource, type Look, lookInto, PastEnd } from "./byte-source.ts";
import { afterId3 } from "./containers/id3.ts";
import { isWebm } from "./containers/others.ts";
import { tiffKind } from "./containers/tiff-kind.ts";

/** The media type by magic bytes, or null. Looks at no name. */
export function sniffMime(source: ByteSource): string | null {
  try {
    return sniff(lookInto(source));
  } catch (thrown) {
    // It begins like something, and ends before it has said what.
    if (thrown instanceof PastEnd) return null;
    throw thrown;
  }
}

function sniff(look: Look): string | null {
  for (const [magic, mime] of magics) if (look.has(0, magic)) return typeof mime === "string" ? mime : mime(look);
  if (look.has(4, "ftyp")) return brandType(look);
  if (isMpegFrame(look.read(0, 3))) return "audio/mpeg";
  return isSvg(look) ? "image/svg+xml" : null;
}

const magics: readonly [magic: string, mime: string | ((look: Look) => string | null)][] = [
  ["\xff\xd8\xff", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["RIFF", (look) => riffTypes[look.read(8, 4).toString("latin1")] ?? null],
  ["FORM", (look) => (look.has(8, "AIFF") || look.has(8, "AIFC") ? "audio/aiff" : null)],
  ["II*\0", tiffKind],
  ["MM\0*", tiffKind],
  ["II+\0", tiffKind],
  ["MM\0+", tiffKind],
  ["IIRO", tiffKind],
  ["IIRS", tiffKind],
  ["MMOR", tiffKind],
  ["\0\0\0\x0cJXL ", "image/jxl"],
  ["\xff\x0a", "image/x-jxl-codestream"],
  ["fLaC", "audio/flac"],
  ["%PDF-", "application/pdf"],
  ["OggS", "audio/ogg"],
  ["\x1a\x45\xdf\xa3", (look) => (isWebm(look) ? "video/webm" : "video/x-matroska")],
  ["ID3", afterTag],
];

const riffTypes: Record<string, string> = { WEBP: "image/webp", WAVE: "audio/wav", "AVI ": "video/x-msvideo" };

/** The engine writes an ID3 tag before a FLAC, as it does before an MP3. */
function afterTag(look: Look): string {
  try {
    return look.has(afterId3(look), "fLaC") ? "audio/flac" : "audio/mpeg";
  } catch (thrown) {
    if (thrown instanceof PastEnd) return "audio/mpeg";
    throw thrown;
  }
}

const brands: Record<string, string> = {
  avif: "image/avif",
  avis: "image/avif",
  heic: "image/heic",
  heix: "image/heic",
  heim: "image/heic",
  heis: "image/heic",
  hevc: "image/heic",
  hevx: "image/heic",
  mif1: "image/heif",
  msf1: "image/heif",
  "qt  ": "video/quicktime",
  "M4A ": "audio/mp4",
  "M4B ": "audio/mp4",
  "M4V ": "video/x-m4v",
  "crx ": "image/x-canon-cr3",
};

/** ISO base media: the major brand; where it is the general image brand, the compatible ones say which. */
function brandType(look: Look): string {
  const head = look.read(0, 512);
  const major = head.toString("latin1", 8, 12);
  if (major === "mif1" || major === "msf1")
    for (let at = 16; at + 4 <= Math.min(head.readUInt32BE(0), head.length); at += 4) {
      const type = brands[head.toString("latin1", at, at + 4)];
      if (type && type !== "image/heif") return type;
    }
  return brands[major] ?? "video/mp4";
}

/** MPEG-1/2 layer III frame header: eleven sync bits, a layer, a bit rate and a sampling rate that exist. */
function isMpegFrame(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x06) === 0x02 &&
    (second & 0x18) !== 0x08 &&
    third >> 4 !== 0x0f &&
    third >> 4 !== 0 &&
    (third & 0x0c) !== 0x0c
  );
}

/** Within its first kilobytes: a prolog, comments, a document type with or without an inner subset, and then the root. */
function isSvg(look: Look): boolean {
  let text = look.read(0, 8192).toString("latin1").replace(/^ï»¿/, "").trimStart();
  if (!text.startsWith("<")) return false;
  for (;;) {
    const skipped = /^(?:<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg\b[^[>]*(?:\[[^\]]*\]\s*)?>)\s*/i.exec(text)?.[0];
    if (skipped === undefined) return /^<svg[\s/>]/i.test(text);
    text = text.slice(skipped.length);
  }
}
