import { crc32 } from "node:zlib";

/** What a plan is tried out with: the formats of most photographs and of most graphics. Others are near one of the two. */
export type TrialMime = "image/jpeg" | "image/png";

/** Grey pictures of 16 × 16 pixels, each in two parts, between which any number of bytes may stand. */
const pictures: Record<TrialMime, { head: Buffer; between: (sizeBytes: number) => Buffer; end: Buffer }> = {
  "image/jpeg": {
    head: Buffer.from(
      "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAQABADASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAC/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAGD/2Q==",
      "base64",
    ).subarray(0, -2),
    // More of its one scan (ITU-T T.81, B.1.1.5), which is what a photograph mostly consists of.
    between: (sizeBytes) => Buffer.alloc(sizeBytes, 0x5a),
    end: Buffer.from([0xff, 0xd9]),
  },
  "image/png": {
    head: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAMAAAAoLQ9TAAAAA1BMVEV4gowQIzHwAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADUlEQVQY02NgGAXIAAABEAAB7JfjegAAAABJRU5ErkJggg==",
      "base64",
    ).subarray(0, -12),
    // A private ancillary chunk (PNG, Third Edition, 5.4).
    between: (sizeBytes) => chunk("paDd", Buffer.alloc(Math.max(0, sizeBytes - 12), 0x5a)),
    end: chunk("IEND", Buffer.alloc(0)),
  },
};

/** What most of these objects are more like. */
export function trialMimeOf(objects: readonly { mime: string; foundMime: string | null }[]): TrialMime {
  const jpegs = objects.filter(({ mime, foundMime }) => (foundMime ?? mime) === "image/jpeg").length;
  return 2 * jpegs >= objects.length ? "image/jpeg" : "image/png";
}

/** A picture of about `sizeBytes`, of which all but a few hundred mean nothing: what costs time in a file that is hashed and not decoded is its length. */
export function trialPicture(mime: TrialMime, sizeBytes: number): Uint8Array {
  const { head, between, end } = pictures[mime];
  return Buffer.concat([head, between(Math.max(0, sizeBytes - head.byteLength - end.byteLength)), end]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.byteLength + 8);
  framed.writeUInt32BE(data.byteLength, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.byteLength + 4);
  return framed;
}
