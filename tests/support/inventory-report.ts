import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { MemBucket } from "../../lib/adapters/store/mem.ts";

export interface ReportedObject {
  key: string;
  size?: number;
  isLatest?: boolean;
  isDeleteMarker?: boolean;
}

export const csvSchema = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass";
export const parquetSchema =
  "message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary version_id (UTF8); optional boolean is_latest; " +
  "optional boolean is_delete_marker; optional int64 size; optional int64 last_modified_date (TIMESTAMP(MILLIS,true)); optional binary e_tag (UTF8); " +
  "optional binary storage_class (UTF8); }";

const folder = "inventory/media/daily";
export const manifestKey = `${folder}/2026-01-31T01-00Z/manifest.json`;
const modified = new Date("2026-01-02T03:04:05.000Z");

/** Puts a report of these objects into a bucket, as S3 writes it: data files, manifest.json and manifest.checksum. */
export function putReport(
  bucket: MemBucket,
  files: ReportedObject[][],
  { format = "CSV", spoil = {} }: { format?: "CSV" | "Parquet" | "ORC"; spoil?: Record<string, unknown> } = {},
): void {
  const written = files.map((objects, n) => {
    const bytes = format === "Parquet" ? parquetFile(objects) : gzipSync(csvText(objects));
    const key = `${folder}/data/${n}.${format === "Parquet" ? "parquet" : "csv.gz"}`;
    put(bucket, key, bytes);
    return { key, size: bytes.byteLength, MD5checksum: createHash("md5").update(bytes).digest("hex") };
  });
  const manifest = {
    sourceBucket: "media",
    destinationBucket: "arn:aws:s3:::media",
    version: "2016-11-30",
    creationTimestamp: "1769821200000",
    fileFormat: format,
    fileSchema: format === "Parquet" ? parquetSchema : csvSchema,
    files: written,
    ...spoil,
  };
  const text = Buffer.from(JSON.stringify(manifest));
  put(bucket, manifestKey, text);
  put(
    bucket,
    manifestKey.replace("manifest.json", "manifest.checksum"),
    Buffer.from(createHash("md5").update(text).digest("hex")),
  );
}

export function put(bucket: MemBucket, key: string, bytes: Uint8Array): void {
  const head = { etag: "e", sizeBytes: bytes.byteLength, lastModified: modified, contentType: null };
  bucket.set(key, { bytes: new Uint8Array(bytes), head });
}

function csvText(objects: ReportedObject[]): string {
  const encoded = (key: string) => encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
  const row = ({ key, size = 10, isLatest = true, isDeleteMarker = false }: ReportedObject) => [
    "media",
    encoded(key),
    "v1",
    isLatest,
    isDeleteMarker,
    isDeleteMarker ? "" : size,
    modified.toISOString(),
    "e1",
    "GLACIER",
  ];
  return objects
    .map(
      (object) =>
        `${row(object)
          .map((cell) => `"${cell}"`)
          .join(",")}\n`,
    )
    .join("");
}

function parquetFile(objects: ReportedObject[]): Uint8Array {
  const column = <T>(name: string, type: string, of: (object: ReportedObject) => T, nullable = true) => ({
    name,
    type: type as "STRING",
    nullable,
    data: objects.map(of) as string[],
  });
  const buffer = parquetWriteBuffer({
    columnData: [
      column("bucket", "STRING", () => "media", false),
      column("key", "STRING", ({ key }) => key, false),
      column("is_latest", "BOOLEAN", ({ isLatest = true }) => isLatest),
      column("is_delete_marker", "BOOLEAN", ({ isDeleteMarker = false }) => isDeleteMarker),
      column("size", "INT64", ({ size = 10, isDeleteMarker }) => (isDeleteMarker ? null : BigInt(size))),
      column("last_modified_date", "TIMESTAMP", () => modified),
      column("e_tag", "STRING", () => "e1"),
      column("storage_class", "STRING", () => "GLACIER"),
    ],
    rowGroupSize: 100,
    // Several pages in each column of a group, as in every report of more than some ten thousand objects.
    pageSize: 500,
  });
  return new Uint8Array(buffer);
}
