import { Fault } from "../kernel/fault.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { refuseRecord } from "./refuse-record.ts";
import type { parquetNames, ReportColumn } from "./report-manifest.ts";
import type { NewObject } from "./rows.ts";

/** One row of a report by its columns; what the report leaves out is undefined, what it does not know is null or empty. */
export type ReportRow = Partial<Record<keyof typeof parquetNames, unknown>>;
/** What a row of a report tells of: an object as it is now, or what is not among a bucket's objects. */
export type ReportRecord = { kind: "object"; object: NewObject } | { kind: "old-version" } | { kind: "delete-marker" };

/** The cells of a CSV report by their columns. Keys are URL-encoded there, as they are in no Parquet. */
export function csvRow(cells: readonly string[], columns: readonly ReportColumn[]): ReportRow {
  const row: ReportRow = {};
  columns.forEach((column, at) => {
    if (column !== "other") row[column] = cells[at];
  });
  if (typeof row.Key === "string") row.Key = decodedKey(row.Key);
  return row;
}

/** As HTML forms encode: a space is `+`, a plus is `%2B`. */
function decodedKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw new Fault("corrupt", "The report holds a key that is not UTF-8 text.", { cause, details: { encoded: text } });
  }
}

/** Throws Fault `corrupt` for a row that is no object: a report that lacks objects must not pass for a whole one. */
export function reportRecord(row: ReportRow): ReportRecord {
  if (isTrue(row.IsDeleteMarker)) return { kind: "delete-marker" };
  if (row.IsLatest !== undefined && row.IsLatest !== null && row.IsLatest !== "" && !isTrue(row.IsLatest))
    return { kind: "old-version" };
  const key = text(row.Key);
  const object = {
    key,
    etag: text(row.ETag).replace(/^"(.*)"$/, "$1"),
    sizeBytes: Number(row.Size === null || row.Size === "" ? Number.NaN : row.Size),
    lastModified: row.LastModifiedDate ? new Date(row.LastModifiedDate as string | Date) : new Date(0),
    storageClass: text(row.StorageClass) || "STANDARD",
    mime: mimeByExtension(key),
  };
  const problem = refuseRecord(object);
  if (problem !== null)
    throw new Fault("corrupt", `The report has a row that tells of no object: ${problem}.`, {
      details: { key: key.slice(0, 1_000) },
    });
  return { kind: "object", object };
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
