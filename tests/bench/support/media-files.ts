import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { sceneSvg } from "../../../lib/demo/scene.ts";

/** `count` different pictures of about `sizeBytes` in `folder`: JPEGs of noise, and a PNG with noise where no encoder squeezes it. */
export async function makeFiles(
  folder: string,
  kind: "jpeg" | "png",
  sizeBytes: number,
  count: number,
): Promise<string[]> {
  const png = await sharp(Buffer.from(sceneSvg(1, 1200, 800)))
    .png({ compressionLevel: 1 })
    .toBuffer();
  const jpeg = kind === "jpeg" ? await noiseJpeg(sizeBytes) : png;
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const path = join(folder, `${String(i).padStart(6, "0")}.${kind === "jpeg" ? "jpg" : "png"}`);
    await writeFile(path, kind === "jpeg" ? withComment(jpeg) : longerPng(png, sizeBytes));
    paths.push(path);
  }
  return paths;
}

/** A photograph's shape: headers of a few hundred bytes, and then one long scan. */
async function noiseJpeg(sizeBytes: number): Promise<Buffer> {
  const encode = (side: number) =>
    sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
  const trial = 256;
  const bytesPerPixel = (await encode(trial)).byteLength / trial ** 2;
  return encode(Math.max(16, Math.round(Math.sqrt(sizeBytes / bytesPerPixel))));
}

/** A comment segment of its own makes each file another. */
function withComment(jpeg: Buffer): Buffer {
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 34]), randomBytes(32)]);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

/** A private, ancillary chunk of noise before the end; `deflate` stores what it cannot squeeze. */
function longerPng(png: Buffer, sizeBytes: number): Buffer {
  const data = deflateSync(randomBytes(Math.max(64, sizeBytes - png.byteLength)), { level: 0 });
  const body = Buffer.concat([Buffer.from("noIs"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  const end = png.byteLength - 12;
  return Buffer.concat([png.subarray(0, end), length, body, check, png.subarray(end)]);
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as PNG wants it (ISO/IEC 15948, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
