import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { checkStructure } from "../../lib/media/check-structure.ts";
import { impossibleMode } from "../../lib/media/impossible-mode.ts";
import { sniffMime } from "../../lib/media/sniff-mime.ts";
import { findXmpInstanceId, listXmpInstanceIds } from "../../lib/media/xmp-instance-id.ts";

const text = (value: string) => new TextEncoder().encode(value);
const latin1 = (value: string) => Uint8Array.from(Buffer.from(value, "latin1"));

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
  ["<html><svg/></html>", null],
  ["Photographs of the harbour", null],
  ["", null],
] as const)("%j begins a file of type %s", (head, mime) => {
  expect(sniffMime(latin1(head))).toBe(mime);
});

test.each(["jpeg", "png", "webp", "gif"] as const)(
  "a %s is whole as it is, and truncated at every cut before its end",
  async (format) => {
    const image = sharp({ create: { width: 37, height: 21, channels: 3, background: "#36c" } });
    const bytes = Uint8Array.from(await image.toFormat(format).toBuffer());
    const mime = `image/${format}`;
    expect(checkStructure(bytes, mime)).toEqual({ structure: "whole", widthPx: 37, heightPx: 21 });
    for (let length = 2; length < bytes.length - 1; length += 7)
      expect(checkStructure(bytes.subarray(0, length), mime).structure).not.toBe("whole");
  },
);

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
  expect(checkStructure(Uint8Array.from([...jpeg, 0, 1, 2, 3]), "image/jpeg").structure).toBe("whole");
});

test("no bytes make the checks throw", () => {
  const mimes = ["image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "audio/wav", null];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...mimes), (bytes, mime) => {
      sniffMime(bytes);
      checkStructure(bytes, mime);
      findXmpInstanceId(bytes);
    }),
  );
});

test("an XMP instance id is found as attribute and as element", () => {
  expect(findXmpInstanceId(text('<rdf xmpMM:InstanceID="xmp.iid:1" x="2">'))).toBe("xmp.iid:1");
  expect(findXmpInstanceId(text("<xmpMM:InstanceID>uuid:2</xmpMM:InstanceID>"))).toBe("uuid:2");
  expect(findXmpInstanceId(text("xmpMM:InstanceIDs are interesting"))).toBeNull();
  expect(listXmpInstanceIds(text("xmpMM:InstanceID='a' xmpMM:InstanceID='b'"))).toEqual(["a", "b"]);
});

test("TIFF is never embedded into, MP3 and FLAC never get a sidecar", () => {
  expect(impossibleMode("image/tiff", "embed")).toContain("sidecar only");
  expect(impossibleMode("audio/mpeg", "remote")).toContain("embedding only");
  expect(impossibleMode("image/jpeg", "remote") ?? impossibleMode("image/jpeg", "embed")).toBeNull();
});
