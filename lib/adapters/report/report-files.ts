import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Fault } from "../../kernel/fault.ts";
import type { ReportFiles } from "../../ports/report-files.ts";

export const reportFiles: ReportFiles = {
  async md5(path) {
    const hash = createHash("md5");
    await pipeline(createReadStream(path, { highWaterMark: pieceBytes }), hash);
    return hash.digest("hex");
  },
  gunzip,
  async *parquet(path, columns, from) {
    // Of a hundred processes hardly one ever reads a Parquet file.
    const { readParquet } = await import("./read-parquet.ts");
    yield* readParquet(path, columns, from);
  },
};

const pieceBytes = 1 << 18;

async function* gunzip(path: string): AsyncGenerator<string> {
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const unzipped = file.pipe(createGunzip({ chunkSize: pieceBytes }));
  // What ends the file's stream ends the other, which is the one that is read.
  file.on("error", (error) => unzipped.destroy(error));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of unzipped) yield decoder.decode(piece as Buffer, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    throw new Fault("corrupt", "A file of the report is no gzip of UTF-8 text, or is cut off.", { cause });
  } finally {
    file.destroy();
  }
}
