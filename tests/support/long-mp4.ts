import { open } from "node:fs/promises";
import { makeMp4 } from "./make-mp4.ts";

/** Writes an MP4 of exactly `sizeBytes`: a small one, and behind it media data of zeros, which a disk need not hold. */
export async function makeLongMp4(path: string, sizeBytes: number): Promise<void> {
  const short = makeMp4("isom");
  const media = Buffer.alloc(16);
  media.writeUInt32BE(1, 0);
  media.write("mdat", 4, "latin1");
  media.writeBigUInt64BE(BigInt(sizeBytes - short.byteLength), 8);
  const file = await open(path, "w");
  try {
    await file.write(Buffer.concat([short, media]), 0);
    await file.truncate(sizeBytes);
  } finally {
    await file.close();
  }
}
