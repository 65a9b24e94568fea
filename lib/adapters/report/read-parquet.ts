import { type FileHandle, open } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import { Fault } from "../../kernel/fault.ts";

/** Some 300 bytes a row are in memory at once. */
const groupRowsMax = 1_000_000;

/** As `ReportFiles.parquet` promises. */
export async function* readParquet(
  path: string,
  wanted: readonly string[],
  from: number,
): AsyncGenerator<Record<string, unknown>> {
  const handle = await open(path, "r");
  try {
    const file = asBuffer(handle, (await handle.stat()).size);
    const metadata = await corruptUnless(() => parquetMetadataAsync(file));
    const columns = wanted.filter((name) => metadata.schema.some((element) => element.name === name));
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      if (rowEnd - rowStart > groupRowsMax)
        throw new Fault(
          "invalid",
          `A row group of the report has more than ${groupRowsMax} rows. Configure the inventory to write CSV instead.`,
        );
      if (rowEnd > from) {
        const read = await corruptUnless(() => readGroup(file, metadata, columns, rowStart, rowEnd));
        for (let row = Math.max(from, rowStart); row < rowEnd; row++)
          yield Object.fromEntries(columns.map((name) => [name, read.get(name)?.[row - rowStart]]));
      }
      rowStart = rowEnd;
    }
  } finally {
    await handle.close();
  }
}

/** By columns: rows as objects would take several times the room. */
async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: string[],
  rowStart: number,
  rowEnd: number,
): Promise<Map<string, DecodedArray>> {
  const read = new Map<string, DecodedArray>();
  await parquetRead({
    ...{ file, metadata, columns, rowStart, rowEnd },
    compressors: { GZIP: (input) => new Uint8Array(gunzipSync(input)) },
    onChunk: ({ columnName, columnData }) => void read.set(columnName, columnData),
  });
  return read;
}

function asBuffer(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
}

async function corruptUnless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Fault("corrupt", "A file of the report is no Parquet that can be read.", { cause });
  }
}
