import { CsvError } from "../kernel/csv.ts";
import { parseCsvStream } from "../kernel/csv-stream.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { refuseRecord } from "./refuse-record.ts";
import type { NewObject } from "./rows.ts";
import type { ImportFormat } from "./schema.ts";

/** One record of an object list, or what is wrong with its line. Lines count from 1. */
export type ListLine = { line: number; object: NewObject } | { line: number; problem: string };

/** A line longer than this holds no record. */
const lineCharactersMax = 1_000_000;

/**
 * Reads an object list of records `{key, etag, size, last_modified, storage_class, mime}` as it arrives, no more of it in
 * memory than a piece and a record: CSV with a header line, or one JSON object a line. `key` and `size` must be there; a
 * missing `etag` is empty (the run then trusts what it finds), a missing time is the epoch, a missing class STANDARD, and a
 * missing type is guessed from the name. Unknown columns are left out. Whoever reads decides how many problems are enough.
 */
export async function* readObjectList(pieces: Pieces, format: ImportFormat): AsyncGenerator<ListLine> {
  for await (const { line, record } of format === "csv" ? csvRecords(pieces) : jsonRecords(pieces)) {
    const object = typeof record === "string" ? record : toObject(record);
    yield typeof object === "string" ? { line, problem: object } : { line, object };
  }
}

export type Pieces = AsyncIterable<string> | Iterable<string>;

/** A record, or the sentence of why its line is none. */
type Line = { line: number; record: Record<string, unknown> | string };

async function* csvRecords(pieces: Pieces): AsyncGenerator<Line> {
  try {
    let header: string[] | undefined;
    for await (const { line, cells } of parseCsvStream(pieces, { formulas: "unguard" })) {
      if (!header) {
        header = cells.map((cell) => cell.trim());
        const missing = ["key", "size"].filter((name) => !header?.includes(name));
        if (missing.length === 0) continue;
        yield {
          line,
          record: `the header line must name the columns key and size; ${missing.join(" and ")} cannot be found`,
        };
        return;
      }
      if (cells.length !== header.length)
        yield { line, record: `has ${cells.length} cells where the header names ${header.length}` };
      else yield { line, record: Object.fromEntries(header.map((name, at) => [name, cells[at]])) };
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    yield { line: thrown.line, record: `is no CSV: ${thrown.message}` };
  }
}

async function* jsonRecords(pieces: Pieces): AsyncGenerator<Line> {
  let line = 0;
  let begun = "";
  for await (const piece of pieces) {
    const parts = (begun + piece).split("\n");
    begun = parts.pop() ?? "";
    for (const part of parts) yield* jsonRecord(part, ++line);
    if (begun.length > lineCharactersMax) {
      yield { line: line + 1, record: `is longer than ${lineCharactersMax} characters` };
      return;
    }
  }
  yield* jsonRecord(begun, ++line);
}

function* jsonRecord(text: string, line: number): Generator<Line> {
  const part = line === 1 ? text.replace(/^\ufeff/, "") : text;
  if (part.trim() === "") return;
  let record: unknown;
  try {
    record = JSON.parse(part);
  } catch {
    yield { line, record: "is no JSON" };
    return;
  }
  if (record === null || typeof record !== "object" || Array.isArray(record))
    yield { line, record: "is no JSON object" };
  else yield { line, record: { ...record } };
}

function toObject(record: Record<string, unknown>): NewObject | string {
  const { key, size } = record;
  if (typeof key !== "string") return "key must be a text that is not empty";
  const sizeBytes = typeof size === "string" && /^\d{1,16}$/.test(size.trim()) ? Number(size) : size;
  if (typeof sizeBytes !== "number") return "size must be a whole number of bytes";
  const texts: Record<"etag" | "last_modified" | "storage_class" | "mime", string> = {
    etag: "",
    last_modified: "",
    storage_class: "",
    mime: "",
  };
  for (const name of ["etag", "last_modified", "storage_class", "mime"] as const) {
    const value = record[name] ?? "";
    if (typeof value !== "string") return `${name} must be a short text`;
    texts[name] = value.trim();
  }
  const object = {
    key,
    // Many exports write ETags as HTTP does, in quotes.
    etag: texts.etag.replace(/^"(.*)"$/, "$1"),
    sizeBytes,
    lastModified: texts.last_modified === "" ? new Date(0) : instant(texts.last_modified),
    storageClass: texts.storage_class || "STANDARD",
    mime: texts.mime.toLowerCase() || mimeByExtension(key),
  };
  return refuseRecord(object) ?? object;
}

/** RFC 3339 with its zone: a time without one would depend on the machine that reads it. What is none is no valid date. */
function instant(text: string): Date {
  const isInstant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  return new Date(isInstant ? text : Number.NaN);
}
