import { be, box, join, latin1, noise } from "./media-bytes.ts";

/** ISO base media: `ftyp`, `moov` with one track of four samples in one chunk, and `mdat`. */
export function makeMp4(brand: string, samples: Uint8Array = noise(800)): Uint8Array {
  return join(mp4Head(brand, samples.length), samples);
}

/** All of it but the samples, which follow: for a file that is too large to be held. `mdat` has a length of eight bytes. */
export function mp4Head(brand: string, sampleBytes: number): Uint8Array {
  const audio = brand === "M4A ";
  const ftyp = box("ftyp", latin1(brand), be(512, 4), latin1(brand), latin1("isom"));
  const moovOf = (mdatAt: number) =>
    box(
      "moov",
      box(
        "mvhd",
        be(0, 12),
        be(1000, 4),
        be(4000, 4),
        be(0x10000, 4),
        be(0x100, 2),
        be(0, 10),
        matrix,
        be(0, 24),
        be(2, 4),
      ),
      box(
        "trak",
        box(
          "tkhd",
          be(7, 4),
          be(0, 8),
          be(1, 4),
          be(0, 4),
          be(4000, 4),
          be(0, 8),
          be(0, 8),
          matrix,
          be(audio ? 0 : 64 << 16, 4),
          be(audio ? 0 : 48 << 16, 4),
        ),
        box(
          "mdia",
          box("mdhd", be(0, 12), be(1000, 4), be(4000, 4), be(0x55c40000, 4)),
          box("hdlr", be(0, 8), latin1(audio ? "soun" : "vide"), be(0, 12), latin1("x\0")),
          box(
            "minf",
            audio ? box("smhd", be(0, 8)) : box("vmhd", be(1, 4), be(0, 8)),
            box("dinf", box("dref", be(0, 4), be(1, 4), box("url ", be(1, 4)))),
            box(
              "stbl",
              box("stsd", be(0, 4), be(1, 4), audio ? audioEntry : videoEntry),
              box("stts", be(0, 4), be(1, 4), be(4, 4), be(1000, 4)),
              box("stsc", be(0, 4), be(1, 4), be(1, 4), be(4, 4), be(1, 4)),
              box("stsz", be(0, 4), be(sampleBytes / 4, 4), be(4, 4)),
              box("stco", be(0, 4), be(1, 4), be(mdatAt + 16, 4)),
            ),
          ),
        ),
      ),
    );
  const moov = moovOf(ftyp.length + moovOf(0).length);
  return join(ftyp, moov, be(1, 4), latin1("mdat"), be(sampleBytes + 16, 8));
}

const matrix = Buffer.from("000100000000000000000000000000000001000000000000000000000000000040000000", "hex");
const videoEntry = box(
  "mp4v",
  be(0, 6),
  be(1, 2),
  be(0, 16),
  be(64, 2),
  be(48, 2),
  be(0x480000, 4),
  be(0x480000, 4),
  be(0, 4),
  be(1, 2),
  be(0, 32),
  be(24, 2),
  be(0xffff, 2),
);
const audioEntry = box("mp4a", be(0, 6), be(1, 2), be(0, 8), be(1, 2), be(16, 2), be(0, 4), be(44100 * 65536, 4));
