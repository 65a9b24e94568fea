import type { Look } from "../byte-source.ts";
import type { StructureFinding } from "../structure.ts";
import { afterId3 } from "./id3.ts";

/** A frame that is longer than this at the end is not looked for. */
const tailBytesMax = 1 << 18;

/**
 * FLAC (RFC 9639): metadata blocks to the last one, then frames, of which the last one ends where the file does (by its
 * checksum) and holds the last sample that STREAMINFO promises. Tags behind it, of other formats, are stepped over.
 */
export function checkFlac(look: Look): StructureFinding {
  const start = afterId3(look);
  if (!look.has(start, "fLaC")) return { structure: "undecodable" };
  const infoAt = start + 8;
  if ((look.u8(start + 4) & 0x7f) !== 0 || threeBytes(look, start + 5) !== 34) return { structure: "undecodable" };
  let at = start + 4;
  for (let last = false; !last; ) {
    last = (look.u8(at) & 0x80) !== 0;
    at += 4 + threeBytes(look, at + 1);
  }
  const total = (look.u8(infoAt + 13) & 15) * 2 ** 32 + look.be32(infoAt + 14);
  const fixedBlock = look.be16(infoAt);
  const end = beforeTags(look);
  const from = Math.max(at, end - tailBytesMax);
  if (end <= from) return { structure: "truncated" };
  const tail = Buffer.from(look.bytes(from, end - from));
  for (let frame = tail.length - 6; frame >= 0; frame--) {
    if (tail[frame] !== 0xff || ((tail[frame + 1] as number) & 0xfe) !== 0xf8) continue;
    const header = frameHeader(tail, frame, fixedBlock);
    if (header === null) continue;
    // A frame's checksum counts its own two bytes too: over all of them it is 0.
    if (crc(tail, frame, tail.length, 16) !== 0) continue;
    return { structure: total === 0 || header.endSample >= total ? "whole" : "truncated" };
  }
  return { structure: "truncated" };
}

/** Where the sound ends: before an ID3v1 tag of 128 bytes. */
function beforeTags(look: Look): number {
  return look.size >= 128 && look.has(look.size - 128, "TAG") ? look.size - 128 : look.size;
}

/** RFC 9639, 9.1; null where the checksum says that this is none. `endSample` is the number of samples up to the frame's end. */
function frameHeader(bytes: Buffer, at: number, fixedBlock: number): { endSample: number } | null {
  const sizes = (bytes[at + 2] as number) >> 4;
  const rate = (bytes[at + 2] as number) & 15;
  const coded = codedNumber(bytes, at + 4);
  if (coded === null || sizes === 0 || rate === 15) return null;
  let next = coded.next;
  let block = sizes === 1 ? 192 : sizes <= 5 ? 576 << (sizes - 2) : 256 << (sizes - 8);
  if (sizes === 6) block = (bytes[next++] ?? 0) + 1;
  if (sizes === 7) {
    block = ((bytes[next] ?? 0) << 8) + (bytes[next + 1] ?? 0) + 1;
    next += 2;
  }
  next += rate === 12 ? 1 : rate === 13 || rate === 14 ? 2 : 0;
  if (next >= bytes.length || crc(bytes, at, next + 1, 8) !== 0) return null;
  const bySample = ((bytes[at + 1] as number) & 1) === 1;
  return { endSample: (bySample ? coded.number : coded.number * fixedBlock) + block };
}

/** Numbers are written as UTF-8 writes code points, up to 36 bits. */
function codedNumber(bytes: Buffer, at: number): { number: number; next: number } | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { number: first, next: at + 1 };
  const more = Math.clz32(~(first << 24) >>> 0) - 1;
  if (more < 1 || more > 6) return null;
  let number = first & (0x3f >> more);
  for (let i = 1; i <= more; i++) number = number * 64 + ((bytes[at + i] ?? 0) & 0x3f);
  return { number, next: at + 1 + more };
}

const polynomials = { 8: 0x07, 16: 0x8005 } as const;
const tables = { 8: crcTable(8), 16: crcTable(16) };

function crc(bytes: Buffer, from: number, to: number, bits: 8 | 16): number {
  const table = tables[bits];
  let value = 0;
  for (let at = from; at < to; at++) {
    const top = (value >> (bits - 8)) ^ (bytes[at] as number);
    value = ((bits === 8 ? 0 : value << 8) ^ (table[top & 0xff] as number)) & 0xffff;
  }
  return value;
}

function crcTable(bits: 8 | 16): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) value = value & (1 << (bits - 1)) ? (value << 1) ^ polynomials[bits] : value << 1;
    return value & ((1 << bits) - 1);
  });
}

function threeBytes(look: Look, at: number): number {
  return (look.u8(at) << 16) | look.be16(at + 1);
}
