import { open, writeFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { formatOf } from "../../lib/media/formats.ts";
import { makers } from "./make-media.ts";
import { mp4Head } from "./make-mp4.ts";
import { makeMatroska, makeOgg, makePdf } from "./make-other.ts";
import { makeAiff, makeMp3, makeWav } from "./make-sound.ts";
import { be, box, chunk, join, latin1, le, noise } from "./media-bytes.ts";

/** Writes a file of a format with about so many bytes, most of them in what its container has for its content. */
export async function makeLarge(mime: string, path: string, sizeBytes: number): Promise<void> {
  const container = formatOf(mime)?.container;
  if (container === "movie") return streamMp4(mime, path, sizeBytes);
  const base = Buffer.from((await makers[mime]?.()) ?? []);
  if (base.length === 0) return writeFile(path, Uint8Array.of(0xff, 0x0a));
  const bytes = larger[container ?? "none"]?.(base, sizeBytes, mime);
  if (!bytes) throw new Error(`There is no way to make a large ${mime}.`);
  await writeFile(path, bytes);
}

const tile = noise(1 << 20);

function filler(length: number): Buffer {
  return Buffer.alloc(length, tile);
}

const larger: Record<string, (base: Buffer, sizeBytes: number, mime: string) => Uint8Array> = {
  jpeg(base, sizeBytes) {
    // Entropy-coded data: no byte of it begins a marker.
    const scan = Buffer.alloc(
      sizeBytes,
      tile.map((byte) => (byte === 0xff ? 0xfe : byte)),
    );
    return join(base.subarray(0, -2), scan, base.subarray(-2));
  },
  png(base, sizeBytes) {
    const body = join(latin1("fiLl"), filler(sizeBytes));
    return join(base.subarray(0, 33), be(sizeBytes, 4), body, be(crc32(body), 4), base.subarray(33));
  },
  gif(base, sizeBytes) {
    const block = join(Uint8Array.of(255), noise(255));
    const comment = join(
      latin1("!\xfe"),
      Buffer.alloc(block.length * Math.floor(sizeBytes / 256), block),
      Uint8Array.of(0),
    );
    return join(base.subarray(0, -1), comment, base.subarray(-1));
  },
  webp: withChunk,
  avi: withChunk,
  wav: (_, sizeBytes) => makeWav(filler(sizeBytes)),
  aiff: (_, sizeBytes) => makeAiff(filler(sizeBytes)),
  "iso-image": (base, sizeBytes) => join(base, box("mdat", filler(sizeBytes))),
  jxl: (base, sizeBytes) => join(base, box("Exif", be(0, 4), filler(sizeBytes))),
  svg: (base, sizeBytes) =>
    join(base.subarray(0, -7), latin1(`<!--${"drawn ".repeat(sizeBytes / 6)}-->`), base.subarray(-7)),
  mp3: (_, sizeBytes) => makeMp3(Math.floor(sizeBytes / 417)),
  ogg: (_, sizeBytes) => makeOgg(Math.floor(sizeBytes / 329)),
  pdf: (_, sizeBytes) => makePdf("written ".repeat(sizeBytes / 8)),
  matroska: (_, sizeBytes, mime) => makeMatroska(mime === "video/webm" ? "webm" : "matroska", filler(sizeBytes)),
  tiff(base, sizeBytes) {
    // A further strip behind what is there: two directories more would say the same.
    return join(base, filler(sizeBytes));
  },
  flac(base, sizeBytes) {
    const application = join(Uint8Array.of(2), be(2 ** 24 - 1, 3), filler(2 ** 24 - 1));
    const blocks = Array.from({ length: Math.max(1, Math.round(sizeBytes / 2 ** 24)) }, () => application);
    // STREAMINFO stays first, and is no longer the last.
    return join(base.subarray(0, 4), Uint8Array.of(0), base.subarray(5, 42), ...blocks, flacEnd, base.subarray(42));
  },
};

/** An empty PADDING block that is the last. */
const flacEnd = Uint8Array.of(0x81, 0, 0, 0);

function withChunk(base: Buffer, sizeBytes: number): Uint8Array {
  const bytes = join(base, chunk("JUNK", filler(sizeBytes)));
  bytes.set(le(bytes.length - 8, 4), 4);
  return bytes;
}

const brands: Record<string, string> = {
  "audio/mp4": "M4A ",
  "image/x-canon-cr3": "crx ",
  "video/mp4": "isom",
  "video/quicktime": "qt  ",
  "video/x-m4v": "M4V ",
};

/** By pieces: it may be larger than what a process can hold. */
async function streamMp4(mime: string, path: string, sizeBytes: number): Promise<void> {
  const pieces = Math.max(1, Math.round(sizeBytes / tile.length));
  const file = await open(path, "w");
  try {
    await file.write(mp4Head(brands[mime] ?? "isom", pieces * tile.length));
    for (let piece = 0; piece < pieces; piece++) await file.write(tile);
  } finally {
    await file.close();
  }
}
