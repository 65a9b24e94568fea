import { createHash } from "node:crypto";
import { readBytesMax } from "../../media/byte-source.ts";
import { openBytes } from "./open-bytes.ts";

/** SHA-256 of a file of any size, in hexadecimal: synchronously, because a media process has nothing else to do meanwhile. */
export function hashFile(path: string): string {
  const source = openBytes(path);
  try {
    const hash = createHash("sha256");
    for (let at = 0; at < source.sizeBytes; at += readBytesMax) hash.update(source.read(at, readBytesMax));
    return hash.digest("hex");
  } finally {
    source.close();
  }
}
