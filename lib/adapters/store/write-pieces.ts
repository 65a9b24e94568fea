import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** A file that is there is written over: its pages cost as much as what goes into them. Whoever does cuts it to its new length. */
export const writeOver = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;

/** Writes pieces, as they come, into a file, over what it may hold; tells how many bytes they were and their SHA-256. */
export async function writePieces(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const file = await open(path, writeOver, 0o600);
  try {
    const sizeBytes = await writeAll(file, pieces, (piece) => hash.update(piece));
    await file.truncate(sizeBytes);
    return { sizeBytes, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}

/** Writes pieces from the file's start, and tells how many bytes they were. */
export async function writeAll(
  file: FileHandle,
  pieces: AsyncIterable<Uint8Array>,
  see: (piece: Uint8Array) => void = () => {},
): Promise<number> {
  let end = 0;
  for await (const piece of pieces) {
    see(piece);
    for (let at = 0; at < piece.byteLength; )
      at += (await file.write(piece, at, piece.byteLength - at, end + at)).bytesWritten;
    end += piece.byteLength;
  }
  return end;
}
