import { crc32 } from "node:zlib";

/** A grey PNG of 16 × 16 pixels, up to its last chunk. */
const head = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAMAAAAoLQ9TAAAAA1BMVEV4gowQIzHwAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADUlEQVQY02NgGAXIAAABEAAB7JfjegAAAABJRU5ErkJggg==",
  "base64",
).subarray(0, -12);

/**
 * A PNG of about `sizeBytes`, of which all but a few hundred are a private ancillary chunk (PNG, Third Edition, 5.4): what costs
 * time in a file that is hashed and not decoded is its length.
 */
export function trialPicture(sizeBytes: number): Uint8Array {
  const padding = Buffer.alloc(Math.max(0, sizeBytes - head.byteLength - 24), 0x5a);
  return Buffer.concat([head, chunk("paDd", padding), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.byteLength + 8);
  framed.writeUInt32BE(data.byteLength, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.byteLength + 4);
  return framed;
}
