import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { inMemory } from "../../lib/media/byte-source.ts";
import { checkStructure } from "../../lib/media/check-structure.ts";
import { countManifestStores } from "../../lib/media/count-manifest-stores.ts";
import { formats } from "../../lib/media/formats.ts";
import { mimeByExtension } from "../../lib/media/mime-by-extension.ts";
import { sniffMime } from "../../lib/media/sniff-mime.ts";
import { makers } from "../support/make-media.ts";
import { makeMp4 } from "../support/make-mp4.ts";
import { makeTiff } from "../support/make-tiff.ts";

const shared = fileURLToPath(new URL("../../../shared/media/", import.meta.url));
const latin1 = (value: string) => inMemory(Buffer.from(value, "latin1"));
const check = (bytes: Uint8Array, mime: string | null) => checkStructure(inMemory(bytes), mime);

test.each([
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["GIF89a", "image/gif"],
  ["RIFF\0\0\0\0WEBP", "image/webp"],
  ["RIFF\0\0\0\0WAVE", "audio/wav"],
  ["RIFF\0\0\0\0AVI ", "video/x-msvideo"],
  ["RIFF\0\0\0\0XXXX", null],
  ["II*\0", "image/tiff"],
  ["MM\0*", "image/tiff"],
  ["\0\0\0\x18ftypavif", "image/avif"],
  ["\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"],
  ["\0\0\0\x18ftypmif1\0\0\0\0mif1miaf", "image/heif"],
  ["\0\0\0\x14ftypqt  ", "video/quicktime"],
  ["\0\0\0\x14ftypM4A ", "audio/mp4"],
  ["\0\0\0\x14ftypisom", "video/mp4"],
  ["ID3\x04", "audio/mpeg"],
  ["\xff\xfb\x90\x00", "audio/mpeg"],
  ["fLaC", "audio/flac"],
  ["%PDF-1.7", "application/pdf"],
  ["<?xml version='1.0'?>\n<!-- drawn -->\n<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"],
  ["<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x' [ <!ENTITY ns 'http://a/'> ]><svg>", "image/svg+xml"],
  ["<html><svg/></html>", null],
  ["Photographs of the harbour", null],
  ["", null],
] as const)("%j begins a file of type %s", (head, mime) => {
  expect(sniffMime(latin1(head))).toBe(mime);
});

test("a plain TIFF with a camera's name in it is a TIFF", () => {
  const make = { tag: 271, type: 2, values: [...Buffer.from("NIKON CORPORATION\0")] } as const;
  expect(sniffMime(inMemory(makeTiff({ tags: [make] })))).toBe("image/tiff");
});

describe.each(formats.filter(({ container }) => container !== "none"))("$name", ({ mime, extensions, container }) => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    const make = makers[mime];
    if (!make) throw new Error(`There is no maker of ${mime}.`);
    bytes = await make();
  });

  test("is known by its bytes and by its names, whole as it is, with no manifest store", () => {
    expect(sniffMime(inMemory(bytes))).toBe(mime);
    for (const extension of extensions) expect(mimeByExtension(`a/b.${extension.toUpperCase()}`)).toBe(mime);
    expect(check(bytes, mime).structure).toBe("whole");
    expect(countManifestStores(inMemory(bytes), mime)).toBe(mime === "application/pdf" ? null : 0);
  });

  test("is found truncated, or unreadable, wherever it is cut", () => {
    // A last line's end is no part of a drawing or a document.
    const end = bytes.length - (["svg", "pdf"].includes(container) ? 1 : 0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: end - 1 }), (length) => {
        sniffMime(inMemory(bytes.subarray(0, length)));
        const { structure } = check(bytes.subarray(0, length), mime);
        // Between two frames of equal rank: see the row's note.
        if (container === "mp3" && structure === "whole") return (length - 26) % 417 === 0;
        return structure === "truncated" || structure === "undecodable";
      }),
      { numRuns: 300 },
    );
  });
});

/** Every file of real cameras and writers that is at hand. */
const real = ["camera", "formats", "signed"].flatMap((folder) =>
  existsSync(join(shared, folder)) ? readdirSync(join(shared, folder)).map((name) => join(shared, folder, name)) : [],
);

test.skipIf(real.length === 0)("no file of a real camera or writer is called broken, and every cut of it is", () => {
  for (const path of real) {
    const bytes = readFileSync(path);
    const mime = sniffMime(inMemory(bytes));
    const found = (length: number) => ({ path, length, ...check(bytes.subarray(0, length), mime) });
    expect(found(bytes.length)).toMatchObject({ structure: "whole" });
    for (const share of [0.3, 0.6, 0.95, 0.999])
      expect(found(Math.floor(bytes.length * share))).not.toMatchObject({ structure: "whole" });
  }
});

test("dimensions come from headers, whatever the format", async () => {
  const image = sharp({ create: { width: 37, height: 21, channels: 3, background: "#36c" } });
  for (const format of ["jpeg", "png", "webp", "gif", "avif", "tiff"] as const) {
    const found = check(await image.toFormat(format).toBuffer(), `image/${format}`);
    expect(found).toEqual({ structure: "whole", widthPx: 37, heightPx: 21 });
  }
});

test("a progressive JPEG with restart markers and bytes after its end is whole", async () => {
  const noise = sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });
  const jpeg = await noise.jpeg({ progressive: true, quality: 95 }).toBuffer();
  expect(check(Uint8Array.from([...jpeg, 0, 1, 2, 3]), "image/jpeg").structure).toBe("whole");
});

test("a picture whose index names others that somebody dropped is whole, and one whose others were cut is not", async () => {
  const jpeg = Buffer.from(await (makers["image/jpeg"] as () => Promise<Uint8Array>)());
  // A multi-picture index (CIPA DC-007) of two: the first at 0, the second a thousand bytes further than anything.
  const index = Buffer.alloc(8 + 2 + 12 + 4 + 32);
  index.write("II*\0", "latin1");
  index.writeUInt32LE(8, 4);
  index.writeUInt16LE(1, 8);
  index.writeUInt16LE(0xb002, 10);
  index.writeUInt16LE(7, 12);
  index.writeUInt32LE(32, 14);
  index.writeUInt32LE(26, 18);
  index.writeUInt32LE(1000, 26 + 16 + 4);
  index.writeUInt32LE(jpeg.length + 200, 26 + 16 + 8);
  const body = Buffer.concat([Buffer.from("MPF\0"), index]);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, body.length + 2]), body]);
  const indexed = Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  expect(check(indexed, "image/jpeg").structure).toBe("whole");
  expect(check(Buffer.concat([indexed, jpeg.subarray(0, 300)]), "image/jpeg").structure).toBe("truncated");
  expect(check(Buffer.concat([indexed, Buffer.alloc(2000)]), "image/jpeg").structure).toBe("whole");
});

test("a GIF with zeros between its blocks is whole", async () => {
  const gif = Buffer.from(await (makers["image/gif"] as () => Promise<Uint8Array>)());
  expect(check(Buffer.concat([gif.subarray(0, -1), Buffer.alloc(3), gif.subarray(-1)]), "image/gif").structure).toBe(
    "whole",
  );
});

test("a sequence of pictures that is a film inside is looked at as one", () => {
  const sequence = Buffer.from(makeMp4("avis"));
  expect(sniffMime(inMemory(sequence))).toBe("image/avif");
  expect(check(sequence, "image/avif").structure).toBe("whole");
  expect(check(sequence.subarray(0, -3), "image/avif").structure).toBe("truncated");
});

test("a TIFF whose directories lead to each other, or grow without end, is unreadable and takes no time", () => {
  const loop = Buffer.from(makeTiff());
  const directoryAt = loop.readUInt32LE(4);
  loop.writeUInt32LE(directoryAt, directoryAt + 2 + 9 * 12);
  expect(check(loop, "image/tiff").structure).toBe("undecodable");
  const children = { tag: 330, type: 4, values: Array.from({ length: 300 }, (_, i) => i) } as const;
  expect(check(makeTiff({ tags: [children] }), "image/tiff").structure).toBe("undecodable");
});

test("two of a format's manifest stores are two", async () => {
  const png = Buffer.from(await (makers["image/png"] as () => Promise<Uint8Array>)());
  const chunk = Buffer.concat([Buffer.from([0, 0, 0, 0]), Buffer.from("caBX"), Buffer.alloc(4)]);
  const twice = Buffer.concat([png.subarray(0, 33), chunk, chunk, png.subarray(33)]);
  expect(countManifestStores(inMemory(twice), "image/png")).toBe(2);
});

test("no bytes make the looks throw", async () => {
  const whole = await Promise.all(formats.map(async ({ mime }) => [mime, await makers[mime]?.()] as const));
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.uint8Array({ maxLength: 64 }),
      fc.nat({ max: 4000 }),
      ([mime, bytes], noise, at) => {
        const broken = Buffer.from(bytes ?? []);
        broken.set(noise.subarray(0, Math.max(0, broken.length - at)), Math.min(at, broken.length));
        for (const source of [inMemory(broken), inMemory(noise)]) {
          sniffMime(source);
          checkStructure(source, mime);
          countManifestStores(source, mime);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
