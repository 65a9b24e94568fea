import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { sceneSvg } from "../../../lib/demo/scene.ts";

/** `count` different pictures of about `sizeBytes` in `folder`: noise is added where no encoder squeezes it. */
export async function makeFiles(
  folder: string,
  kind: "jpeg" | "png",
  sizeBytes: number,
  count: number,
): Promise<string[]> {
  const scene = sharp(Buffer.from(sceneSvg(1, 1200, 800)));
  const picture = await (kind === "jpeg" ? scene.jpeg({ quality: 90 }) : scene.png({ compressionLevel: 1 })).toBuffer();
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const path = join(folder, `${String(i).padStart(6, "0")}.${kind === "jpeg" ? "jpg" : "png"}`);
    await writeFile(path, kind === "jpeg" ? longerJpeg(picture, sizeBytes) : longerPng(picture, sizeBytes));
    paths.push(path);
  }
  return paths;
}

/** Comment segments after the start of the image. */
function longerJpeg(jpeg: Buffer, sizeBytes: number): Buffer {
  const segments: Buffer[] = [];
  for (let left = sizeBytes - jpeg.byteLength; left > 64; ) {
    const length = Math.min(left - 2, 65_535);
    const segment = Buffer.concat([Buffer.from([0xff, 0xfe, length >> 8, length & 0xff]), randomBytes(length - 2)]);
    segments.push(segment);
    left -= segment.byteLength;
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
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
