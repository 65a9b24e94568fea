import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openBytes } from "../../lib/adapters/media/open-bytes.ts";
import { inMemory, readBytesMax } from "../../lib/media/byte-source.ts";
import { checkStructure } from "../../lib/media/check-structure.ts";
import { countManifestStores } from "../../lib/media/count-manifest-stores.ts";
import { makers } from "../support/make-media.ts";
import { makeTiff } from "../support/make-tiff.ts";
import { be, box, chunk, join, latin1, le, noise, text } from "../support/media-bytes.ts";

/** The least that is a manifest store by its container: a superbox whose description is of its type. */
const store = box("jumb", box("jumd", Buffer.from("6332706100110010800000aa00389b71", "hex"), latin1("\x03c2pa\0")));

type Insert = (bytes: Buffer, instance: number) => Uint8Array;

/** A store as each container carries one, put where a writer would. */
const inserts: Record<string, Insert> = {
  "image/jpeg": (bytes, instance) => {
    const body = join(latin1("JP"), be(instance, 2), be(1, 4), store);
    return join(bytes.subarray(0, 2), latin1("\xff\xeb"), be(body.length + 2, 2), body, bytes.subarray(2));
  },
  "image/png": (bytes) =>
    join(bytes.subarray(0, 33), be(store.length, 4), latin1("caBX"), store, be(0, 4), bytes.subarray(33)),
  "image/gif": (bytes) => {
    const table = (bytes[10] as number) & 0x80 ? 3 * 2 ** (((bytes[10] as number) & 7) + 1) : 0;
    const extension = join(latin1("!\xff\x0bC2PA_GIF\x01\x00\x00"), be(store.length, 1), store, be(0, 1));
    return join(bytes.subarray(0, 13 + table), extension, bytes.subarray(13 + table));
  },
  "image/webp": inRiff,
  "audio/wav": inRiff,
  "video/x-msvideo": inRiff,
  "video/mp4": inUuid,
  "image/avif": inUuid,
  "image/jxl": (bytes) => join(bytes, store),
  "audio/mpeg": (bytes) => {
    const object = join(latin1("\x03application/c2pa\0c2pa\0\0"), store);
    const frame = join(latin1("GEOB"), be(object.length, 4), be(0, 2), object);
    const length = (bytes[9] as number) + (bytes[8] as number) * 128 + frame.length;
    return join(bytes.subarray(0, 8), Uint8Array.of(length >> 7, length & 127), frame, bytes.subarray(10));
  },
  "image/svg+xml": (bytes) =>
    text(bytes.toString().replace("<rect", "<metadata><c2pa:manifest>AAAA</c2pa:manifest></metadata><rect")),
};

function inRiff(bytes: Buffer): Uint8Array {
  const grown = join(bytes, chunk("C2PA", store));
  grown.set(le(grown.length - 8, 4), 4);
  return grown;
}

function inUuid(bytes: Buffer): Uint8Array {
  return join(
    bytes,
    box(
      "uuid",
      Buffer.from("d8fec3d61b0e483c92975828877ec481", "hex"),
      be(0, 4),
      latin1("manifest\0"),
      be(0, 8),
      store,
    ),
  );
}

test.each(Object.entries(inserts))("stores in a %s are counted: none, one, two", async (mime, insert) => {
  let bytes = Buffer.from((await makers[mime]?.()) ?? []);
  for (const stores of [0, 1, 2]) {
    expect(checkStructure(inMemory(bytes), mime).structure).toBe("whole");
    expect(countManifestStores(inMemory(bytes), mime)).toBe(stores);
    bytes = Buffer.from(insert(bytes, stores + 1));
  }
});

test("a TIFF's store is the tag's", () => {
  const tag = { tag: 0xcd41, type: 1, values: [...store] } as const;
  expect(countManifestStores(inMemory(makeTiff({ tags: [tag] })), "image/tiff")).toBe(1);
});

test("a file by parts reads as it does in memory, whatever is asked for in whatever order", () => {
  const folder = mkdtempSync(joinPath(tmpdir(), "c2c-bytes-"));
  try {
    for (const size of [0, 5, 70_000, 3 * readBytesMax + 17]) {
      const path = joinPath(folder, String(size));
      const bytes = noise(size);
      writeFileSync(path, bytes);
      const [file, memory] = [openBytes(path), inMemory(bytes)];
      const place = fc.nat({ max: size + 10 });
      fc.assert(
        fc.property(fc.array(fc.tuple(place, fc.nat({ max: 200_000 })), { maxLength: 8 }), (reads) =>
          reads.every(([at, length]) => file.read(at, length).equals(memory.read(at, length))),
        ),
        { numRuns: 60 },
      );
      file.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
