import sharp from "sharp";
import { makeMp4 } from "./make-mp4.ts";
import { makeMatroska, makeOgg, makePdf } from "./make-other.ts";
import { makeAiff, makeAvi, makeFlac, makeMp3, makeWav } from "./make-sound.ts";
import { makeRaw, makeTiff } from "./make-tiff.ts";
import { box, join, latin1, noise, text } from "./media-bytes.ts";

/**
 * Small files of every format, made here, so that the tests need no media of anybody. What a container holds is real where
 * `sharp` writes it; elsewhere it is a few bytes in a container that is exact, which is all that signing looks at.
 */
export const makers: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  "image/jpeg": () => drawn("jpeg"),
  "image/png": () => drawn("png"),
  "image/webp": () => drawn("webp"),
  "image/gif": () => drawn("gif"),
  "image/tiff": () => drawn("tiff"),
  "image/avif": () => drawn("avif"),
  "image/heic": async () => rebranded(await drawn("avif"), ["heic", "mif1", "heic"]),
  "image/heif": async () => rebranded(await drawn("avif"), ["mif1", "miaf"]),
  "image/svg+xml": () => text(drawing),
  "image/x-adobe-dng": () => makeTiff({ tags: [{ tag: 0xc612, type: 1, values: [1, 4, 0, 0] }] }),
  "image/x-bigtiff": () => makeTiff({ magic: "II+\0\x08\0\0\0" }),
  "image/x-canon-cr2": () => makeTiff({ mark: "CR\x02\0\0\0\0\0" }),
  "image/x-canon-cr3": () => makeMp4("crx "),
  "image/x-nikon-nef": () => makeRaw("NIKON CORPORATION"),
  "image/x-sony-arw": () => makeRaw("SONY"),
  "image/x-olympus-orf": () => makeTiff({ magic: "IIRO" }),
  "image/x-camera-raw": () => makeRaw("PENTAX"),
  "image/jxl": () => makeJxl(),
  "video/mp4": () => makeMp4("isom"),
  "video/x-m4v": () => makeMp4("M4V "),
  "video/quicktime": () => makeMp4("qt  "),
  "audio/mp4": () => makeMp4("M4A "),
  "video/x-msvideo": () => makeAvi(),
  "audio/wav": () => makeWav(),
  "audio/mpeg": () => makeMp3(),
  "audio/flac": () => makeFlac(),
  "audio/aiff": () => makeAiff(),
  "video/webm": () => makeMatroska("webm"),
  "video/x-matroska": () => makeMatroska("matroska"),
  "audio/ogg": () => makeOgg(),
  "application/pdf": () => makePdf(),
};

const drawing = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48" viewBox="0 0 64 48"><rect width="64" height="48" fill="#36c"/><circle cx="20" cy="20" r="9"/></svg>
`;

async function drawn(format: "jpeg" | "png" | "webp" | "gif" | "tiff" | "avif"): Promise<Uint8Array> {
  const image = sharp(noise(64 * 48 * 3), { raw: { width: 64, height: 48, channels: 3 } });
  return Uint8Array.from(await image.toFormat(format).toBuffer());
}

/** Other brands in the `ftyp` of an AVIF: the boxes around a HEIC's picture are the same, and no codec is asked. */
function rebranded(avif: Uint8Array, [major, ...compatible]: string[]): Uint8Array {
  const bytes = Uint8Array.from(avif);
  const room = Buffer.from(bytes.buffer).readUInt32BE(0);
  bytes.set(latin1(major as string), 8);
  for (let at = 16, i = 0; at + 4 <= room; at += 4, i++)
    bytes.set(latin1(compatible[Math.min(i, compatible.length - 1)] as string), at);
  return bytes;
}

/** JPEG XL in its container (ISO/IEC 18181-2): signature, `ftyp`, and a codestream box of a 64 × 48 header over noise. */
function makeJxl(): Uint8Array {
  // SizeHeader: small (1), height 48 as 48/8-1=5 in 5 bits, ratio 0 in 3 bits, width 64 as 7 in 5 bits; least bit first.
  const header = 1 | (5 << 1) | (0 << 6) | (7 << 9);
  return join(
    box("JXL ", Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)),
    box("ftyp", latin1("jxl \0\0\0\0jxl ")),
    box("jxlc", Uint8Array.of(0xff, 0x0a, header & 0xff, header >> 8), noise(400)),
  );
}
