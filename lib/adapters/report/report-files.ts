import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Fault } from "../../kernel/fault.ts";
import type { MediaEngine } from "../../ports/media.ts";
import type { ReportFiles } from "../../ports/report-files.ts";

export function makeReportFiles(media: Pick<MediaEngine, "parquetRows">): ReportFiles {
  return {
    async md5(path) {
      const hash = createHash("md5");
      await pipeline(createReadStream(path, { highWaterMark: pieceBytes }), hash);
      return hash.digest("hex");
    },
    gunzip,
    async *parquet(path, columns, from) {
      const { size: sizeBytes } = await stat(path);
      const outputPath = `${path}.rows`;
      for (let next: number | null = from; next !== null; ) {
        const told: Awaited<ReturnType<MediaEngine["parquetRows"]>> = await media
          .parquetRows({ path, sizeBytes, columns, from: next, outputPath })
          .catch(tooMuch);
        if (typeof told === "string")
          throw new Fault("corrupt", `A file of the report is no Parquet that can be read: ${told}.`);
        for await (const line of linesIn(outputPath)) {
          const values = JSON.parse(line) as unknown[];
          yield Object.fromEntries(columns.map((name, at) => [name, values[at]]));
        }
        next = told.more && told.rows > 0 ? next + told.rows : null;
      }
    },
  };
}

function tooMuch(thrown: unknown): never {
  if (!(thrown instanceof Fault) || thrown.code !== "limit") throw thrown;
  throw new Fault(
    "invalid",
    "A file of the report takes more memory or time than there is for one. Configure the inventory to write CSV instead.",
    { cause: thrown },
  );
}

/** Lines by their line feed alone: keys may hold everything else that is taken for one. */
async function* linesIn(path: string): AsyncGenerator<string> {
  let begun = "";
  for await (const piece of createReadStream(path, { encoding: "utf8", highWaterMark: pieceBytes })) {
    const lines = (begun + piece).split("\n");
    begun = lines.pop() ?? "";
    yield* lines;
  }
}

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
