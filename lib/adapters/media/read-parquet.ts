import { type FileHandle, open, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { AsyncBuffer } from "hyparquet";
import type { ChildAnswer, ChildTask } from "./child-protocol.ts";

/** Rows that are decoded at once, at most, whatever the size of their row group. */
const rowsAtOnce = 100_000;
/** What one page may be unpacked to: writers make pages of about a megabyte. */
const pageBytesMax = 64_000_000;
/** No cell of a report comes near to it; one that is written once in a file may be told a million times. */
const cellLengthMax = 10_000;
const pieceLength = 1 << 18;

/**
 * Writes the rows of a Parquet file from `from` on to a file, so many as are decoded at once, each as an array in JSON of the wanted
 * columns' values. Counts, sizes and offsets in the file are a stranger's: what they make this process allocate is for whoever
 * watches its memory.
 */
export async function readParquet(task: Extract<ChildTask, { kind: "parquet-rows" }>): Promise<ChildAnswer> {
  const { parquetMetadataAsync, parquetReadObjects, snappyUncompress } = await import("hyparquet");
  const handle = await open(task.path, "r");
  try {
    const file = asBuffer(handle, (await handle.stat()).size);
    const metadata = await parquetMetadataAsync(file);
    const columns = task.columns.filter((name) => metadata.schema.some((element) => element.name === name));
    const rowEnd = Math.min(Number(metadata.num_rows), task.from + rowsAtOnce);
    const rows = await parquetReadObjects({
      ...{ file, metadata, columns, rowStart: task.from, rowEnd },
      compressors: {
        GZIP: (packed, size) => new Uint8Array(gunzipSync(packed, { maxOutputLength: bounded(size) })),
        SNAPPY(packed, size) {
          const page = new Uint8Array(bounded(size));
          snappyUncompress(packed, page);
          return page;
        },
      },
    });
    if (rows.length !== Math.max(0, rowEnd - task.from)) throw new Error("it has fewer rows than it says");
    await writeFile(task.outputPath, linesOf(rows, task.columns));
    return { kind: "rows", rows: rows.length, more: rowEnd < Number(metadata.num_rows) };
  } catch (thrown) {
    return { kind: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    await handle.close();
  }
}

/** In pieces, each of which is one write. */
function* linesOf(rows: Record<string, unknown>[], columns: readonly string[]): Generator<string> {
  let piece = "";
  for (const row of rows) {
    piece += `${JSON.stringify(columns.map((name) => cellOf(row[name])))}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "number") return value;
  const text =
    value instanceof Date ? (Number.isNaN(value.getTime()) ? "no date" : value.toISOString()) : String(value);
  if (text.length > cellLengthMax) throw new Error(`a cell has more than ${cellLengthMax} characters`);
  return text;
}

function bounded(pageBytes: number): number {
  if (!(pageBytes >= 0 && pageBytes <= pageBytesMax)) throw new Error(`a page has more than ${pageBytesMax} bytes`);
  return pageBytes;
}

function asBuffer(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
}
