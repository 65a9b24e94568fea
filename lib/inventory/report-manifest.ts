import { z } from "zod";
import { Fault } from "../kernel/fault.ts";

/** `manifest.json` of an S3 Inventory report: Amazon S3 User Guide, "Locating your inventory list". */
const manifestFile = z.object({
  sourceBucket: z.string(),
  fileFormat: z.string(),
  fileSchema: z.string(),
  creationTimestamp: z.coerce.number().optional(),
  files: z.array(
    z.object({
      key: z.string().min(1),
      size: z.number().int().nonnegative(),
      MD5checksum: z.string().regex(/^[0-9a-f]{32}$/i),
    }),
  ),
});

export interface ReportManifest {
  sourceBucket: string;
  format: "CSV" | "Parquet";
  /** The columns in their order, by the names that CSV reports give them. */
  columns: ReportColumn[];
  files: { key: string; sizeBytes: number; md5: string }[];
}

/** The columns that are read, by their names in CSV, each with its name in Parquet. */
export const parquetNames = {
  Key: "key",
  IsLatest: "is_latest",
  IsDeleteMarker: "is_delete_marker",
  Size: "size",
  LastModifiedDate: "last_modified_date",
  ETag: "e_tag",
  StorageClass: "storage_class",
} as const;
type ReadColumn = keyof typeof parquetNames;
export type ReportColumn = ReadColumn | "other";

const required = ["Key", "Size"] as const;

/** Throws Fault `invalid` with what to do about a text that is no manifest, a format that is not read, or missing columns. */
export function parseManifest(text: string): ReportManifest {
  const { sourceBucket, fileFormat, fileSchema, files } = parsed(text);
  if (fileFormat === "ORC")
    throw new Fault(
      "invalid",
      "This report is in ORC, which is not read. Configure the inventory to write CSV or Parquet, and take the next report; or have the bucket listed.",
    );
  if (fileFormat !== "CSV" && fileFormat !== "Parquet")
    throw new Fault("invalid", `This report is in ${fileFormat}. CSV and Parquet are read.`);
  const columns = fileFormat === "CSV" ? csvColumns(fileSchema) : parquetColumns(fileSchema);
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new Fault(
      "invalid",
      `The report leaves out ${missing.join(" and ")}. Add it to the inventory's optional fields, and take the next report.`,
    );
  return {
    sourceBucket,
    format: fileFormat,
    columns,
    files: files.map(({ key, size, MD5checksum }) => ({ key, sizeBytes: size, md5: MD5checksum.toLowerCase() })),
  };
}

function parsed(text: string): z.output<typeof manifestFile> {
  try {
    return manifestFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault(
      "invalid",
      "This is no manifest of an S3 Inventory report. Give the key of its manifest.json, below the report's date.",
      { cause },
    );
  }
}

function csvColumns(schema: string): ReportColumn[] {
  return schema
    .split(",")
    .map((name) => name.trim())
    .map((name) => (name in parquetNames ? (name as ReadColumn) : "other"));
}

/** `message s3.inventory { required binary key (UTF8); … }`: whatever type a column has, its name is told the same way. */
function parquetColumns(schema: string): ReportColumn[] {
  const names = Object.entries(parquetNames) as [ReadColumn, string][];
  return names.filter(([, name]) => new RegExp(`\\s${name}\\b`).test(schema)).map(([column]) => column);
}
