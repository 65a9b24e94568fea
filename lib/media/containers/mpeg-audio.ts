import type { Look } from "../byte-source.ts";
import type { StructureFinding } from "../structure.ts";
import { afterId3 } from "./id3.ts";

/** Between a tag and the first frame, writers leave room. */
const searchBytesMax = 1 << 16;

/**
 * MPEG-1 and MPEG-2 layer III: frames one after another, the last of them whole, and as many bytes of them as a Xing or Info
 * header says. Without such a header a file that was cut between two frames cannot be told from a shorter one.
 */
export function checkMp3(look: Look): StructureFinding {
  const first = firstFrame(look, afterId3(look));
  if (first === -1) return { structure: "undecodable" };
  const promised = xingBytes(look, first);
  if (promised !== null && first + promised > look.size) return { structure: "truncated" };
  let at = first;
  let frames = 0;
  for (let length = frameBytes(look, at); length > 0; length = frameBytes(look, at)) {
    at += length;
    frames++;
  }
  // A frame that is not whole, or the first bytes of one.
  if (at > look.size || (look.size - at < 4 && look.has(at, "\xff"))) return { structure: "truncated" };
  // One frame and then something else is no sound; after more, tags and leftovers of all kinds may follow.
  return { structure: frames > 1 || at === look.size ? "whole" : "undecodable" };
}

function firstFrame(look: Look, from: number): number {
  for (let at = look.find(0xff, from, from + searchBytesMax); at !== -1; ) {
    const length = frameBytes(look, at);
    // A second one where the first ends: two bytes of a picture can look like a frame's head.
    if (length > 0 && (at + length >= look.size || frameBytes(look, at + length) > 0)) return at;
    at = look.find(0xff, at + 1, from + searchBytesMax);
  }
  return -1;
}

const kbps = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const hz = [44_100, 48_000, 32_000];

/** The length of the layer III frame that begins there (ISO/IEC 11172-3, 2.4.3.1); 0 for what is none. */
function frameBytes(look: Look, at: number): number {
  if (at + 4 > look.size) return 0;
  const head = look.be32(at);
  if (head >>> 21 !== 0x7ff) return 0;
  const [version, layer] = [(head >>> 19) & 3, (head >>> 17) & 3];
  const rate = hz[(head >>> 10) & 3];
  if (version === 1 || layer !== 1 || rate === undefined) return 0;
  const bits = (version === 3 ? kbps.one : kbps.two)[(head >>> 12) & 15] ?? 0;
  if (bits === 0) return 0;
  const [samples, halved] = version === 3 ? [144, 0] : [72, version === 2 ? 1 : 2];
  return Math.floor((samples * bits * 1000) / (rate >> halved)) + ((head >>> 9) & 1);
}

/** What a Xing or Info header says of all frames together, itself included. It stands after the side information. */
function xingBytes(look: Look, frame: number): number | null {
  const one = (look.u8(frame + 1) >> 3) & 1;
  const mono = look.u8(frame + 3) >> 6 === 3;
  const at = frame + 4 + (one ? (mono ? 17 : 32) : mono ? 9 : 17);
  if (!look.has(at, "Xing") && !look.has(at, "Info")) return null;
  const flags = look.be32(at + 4);
  return (flags & 2) === 0 ? null : look.be32(at + 8 + (flags & 1) * 4);
}
