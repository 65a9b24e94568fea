import { be, chunk, countedChunk, join, latin1, le, noise, riff } from "./media-bytes.ts";

export function makeWav(samples: Uint8Array = noise(4000)): Uint8Array {
  const fmt = join(le(1, 2), le(1, 2), le(8000, 4), le(8000, 4), le(1, 2), le(8, 2));
  return riff("WAVE", chunk("fmt ", fmt), chunk("data", samples));
}

export function makeAiff(samples: Uint8Array = noise(4000)): Uint8Array {
  const common = join(be(1, 2), be(4000, 4), be(8, 2), Buffer.from("400bfa00000000000000", "hex"));
  const body = join(latin1("AIFF"), countedChunk("COMM", common), countedChunk("SSND", join(be(0, 8), samples)));
  return countedChunk("FORM", body);
}

/** One stream of two uncompressed frames (Microsoft's AVI RIFF reference). */
export function makeAvi(): Uint8Array {
  const avih = join(
    le(40_000, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
    le(2, 4),
    le(0, 4),
    le(1, 4),
    le(0, 4),
    le(16, 4),
    le(12, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
  );
  const strh = join(
    latin1("vidsDIB "),
    le(0, 4),
    le(0, 4),
    le(0, 4),
    le(1, 4),
    le(25, 4),
    le(0, 4),
    le(2, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
  );
  const strf = join(
    le(40, 4),
    le(16, 4),
    le(12, 4),
    le(1, 2),
    le(24, 2),
    le(0, 4),
    le(576, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
    le(0, 4),
  );
  const list = (name: string, ...parts: Uint8Array[]) => chunk("LIST", join(latin1(name), ...parts));
  return riff(
    "AVI ",
    list("hdrl", chunk("avih", avih), list("strl", chunk("strh", strh), chunk("strf", strf))),
    list("movi", chunk("00db", noise(576)), chunk("00db", noise(576, 8))),
  );
}

/** Layer III frames at 128 kbit/s and 44.1 kHz: 417 bytes each, with side information of silence, under an ID3v2.3 title. */
export function makeMp3(frames = 12): Uint8Array {
  const title = join(latin1("TIT2"), be(6, 4), be(0, 2), latin1("\0Noise"));
  const tag = join(latin1("ID3\x03\0\0"), Uint8Array.of(0, 0, 0, title.length), title);
  const frame = (i: number) => join(Uint8Array.of(0xff, 0xfb, 0x90, 0x64), noise(413, i));
  return join(tag, Buffer.concat(Array.from({ length: frames }, (_, i) => frame(i))));
}

/** STREAMINFO (RFC 9639) and two frames of one constant subframe each. */
export function makeFlac(): Uint8Array {
  const info = join(
    be(192, 2),
    be(192, 2),
    be(0, 3),
    be(0, 3),
    Uint8Array.of(0x0a, 0xc4, 0x40, 0xf0, 0, 0, 0x01, 0x80),
    noise(16),
  );
  return join(latin1("fLaC"), Uint8Array.of(0x80), be(info.length, 3), info, flacFrame(0), flacFrame(1));
}

/** 192 samples at 44.1 kHz, mono, 16 bits: sync, sizes, frame number, CRC-8; constant subframe; CRC-16. */
function flacFrame(number: number): Uint8Array {
  const header = Uint8Array.of(0xff, 0xf8, 0x19, 0x08, number);
  const body = join(header, Uint8Array.of(crc(header, 8, 0x07)), Uint8Array.of(0x00, 0x12, 0x34));
  return join(body, be(crc(body, 16, 0x8005), 2));
}

function crc(bytes: Uint8Array, bits: 8 | 16, polynomial: number): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) value = value & (1 << (bits - 1)) ? (value << 1) ^ polynomial : value << 1;
    value &= (1 << bits) - 1;
  }
  return value;
}
