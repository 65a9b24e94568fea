import { CsvError, parseCsv } from "../kernel/csv.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { NewObject } from "./rows.ts";
import type { ImportFormat } from "./schema.ts";

/** What is wrong with an object list, and where. Lines count from 1. */
export interface ListProblem {
  line: number;
  problem: string;
}
export type ParsedList = { kind: "list"; objects: NewObject[] } | { kind: "problems"; problems: ListProblem[] };

/** Beyond these, a list is most likely wrong throughout. */
const problemsMax = 20;

/**
 * Reads an object list of records `{key, etag, size, last_modified, storage_class, mime}`: CSV with a header line, or
 * one JSON object a line. `key` and `size` must be there; a missing `etag` is empty (the run then trusts what it finds),
 * a missing time is the epoch, a missing class STANDARD, and a missing type is guessed from the name. Unknown columns are left out. All
 * problems are told at once, up to 20.
 */
export function parseObjectList(text: string, format: ImportFormat): ParsedList {
  const objects: NewObject[] = [];
  const problems: ListProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, record } of format === "csv" ? csvRecords(text) : jsonRecords(text)) {
    const object = typeof record === "string" ? record : toObject(record);
    const earlier = typeof object === "string" ? undefined : lineOf.get(object.key);
    if (typeof object === "string") problems.push({ line, problem: object });
    else if (earlier !== undefined) problems.push({ line, problem: `repeats the key of line ${earlier}` });
    else {
      lineOf.set(object.key, line);
      objects.push(object);
    }
    if (problems.length >= problemsMax) break;
  }
  if (problems.length > 0) return { kind: "problems", problems };
  if (objects.length === 0) return { kind: "problems", problems: [{ line: 1, problem: "the list holds no objects" }] };
  return { kind: "list", objects };
}

/** A record, or the sentence of why its line is none. */
type Line = { line: number; record: Record<string, unknown> | string };

function* csvRecords(text: string): Generator<Line> {
  try {
    let header: string[] | undefined;
    for (const { line, cells } of parseCsv(text, { formulas: "unguard" })) {
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

function* jsonRecords(text: string): Generator<Line> {
  let line = 0;
  for (const part of text.replace(/^\ufeff/, "").split("\n")) {
    line++;
    if (part.trim() === "") continue;
    let record: unknown;
    try {
      record = JSON.parse(part);
    } catch {
      yield { line, record: "is no JSON" };
      continue;
    }
    if (record === null || typeof record !== "object" || Array.isArray(record))
      yield { line, record: "is no JSON object" };
    else yield { line, record: { ...record } };
  }
}

function toObject(record: Record<string, unknown>): NewObject | string {
  const { key, size } = record;
  if (typeof key !== "string" || key === "") return "key must be a text that is not empty";
  if (!key.isWellFormed() || key.includes("\0")) return "key holds characters that no store can hold";
  if (Buffer.byteLength(key) > 4096) return "key is longer than 4096 bytes";
  const sizeBytes = typeof size === "string" && /^\d{1,16}$/.test(size.trim()) ? Number(size) : size;
  if (typeof sizeBytes !== "number" || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
    return "size must be a whole number of bytes";
  const texts: Record<"etag" | "last_modified" | "storage_class" | "mime", string> = {
    etag: "",
    last_modified: "",
    storage_class: "",
    mime: "",
  };
  for (const name of ["etag", "last_modified", "storage_class", "mime"] as const) {
    const value = record[name] ?? "";
    if (typeof value !== "string" || !value.isWellFormed() || value.includes("\0") || value.length > 300)
      return `${name} must be a short text`;
    texts[name] = value.trim();
  }
  const lastModified = texts.last_modified === "" ? new Date(0) : instant(texts.last_modified);
  if (!lastModified) return "last_modified must be a time such as 2024-05-31T12:00:00Z";
  return {
    key,
    // Many exports write ETags as HTTP does, in quotes.
    etag: texts.etag.replace(/^"(.*)"$/, "$1"),
    sizeBytes,
    lastModified,
    storageClass: texts.storage_class || "STANDARD",
    mime: texts.mime.toLowerCase() || mimeByExtension(key),
  };
}

/** RFC 3339 with its zone: a time without one would depend on the machine that reads it. */
function instant(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
