import { z } from "zod";
import { idOf } from "../kernel/ids.ts";

/** requested → collecting → ready, failed or cancelled; and from each of these three → removed. */
export const inventoryStates = ["requested", "collecting", "ready", "failed", "cancelled", "removed"] as const;
export type InventoryState = (typeof inventoryStates)[number];

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

/** Keys below it belong to an inventory. The empty text is the whole bucket. */
export const prefixText = z
  .string()
  .max(1024)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "must be well-formed text")
  .meta({ examples: ["photos/2024/"] });

export const inventorySources = ["listing", "report", "import"] as const;
export type InventorySource = (typeof inventorySources)[number];

/** Which report of the store's own an inventory is read from. */
export const reportPlace = z.object({
  bucketId: idOf("bucket"),
  manifestKey: z.string(),
});
export type ReportPlace = z.output<typeof reportPlace>;

/** Where the reading of a report has come to: this many files whole, and of the next one this many rows. */
export const reportCursor = z.object({ files: z.number().int(), rows: z.number().int() });
export type ReportCursor = z.output<typeof reportCursor>;

const share = { objects: count, bytes: count };

/** What a finished inventory holds, counted once. */
export const inventorySummary = z.object({
  byMime: z
    .array(z.object({ mime: z.string(), ...share }))
    .describe("The 100 most frequent media types, as guessed or given, most objects first"),
  byPrefix: z
    .array(
      z.object({
        prefix: z.string().describe("Up to and with the first slash; empty for objects without one"),
        ...share,
      }),
    )
    .describe("The 50 largest top-level prefixes, most objects first"),
  prefixes: count.describe("How many top-level prefixes there are in all"),
  oldest: z.iso.datetime().nullable(),
  newest: z.iso.datetime().nullable(),
  duplicates: z
    .object({ groups: count, objects: count, bytes: count })
    .describe(
      "Objects beyond the first of each group with one ETag and size: an estimate of what is stored more than once",
    ),
});
export type InventorySummary = z.output<typeof inventorySummary>;

/** An inventory as screens, the CLI and the API show it. Counters of one under way run behind by a batch. */
export const inventoryView = z.object({
  id: idOf("inventory"),
  bucketId: idOf("bucket"),
  bucketName: z.string(),
  source: z.enum(inventorySources),
  prefixes: z.array(z.string()),
  state: z.enum(inventoryStates),
  objects: count,
  bytes: count,
  sidecars: count.describe("Manifest sidecars (.c2pa) that were seen and left out"),
  oldVersions: count.describe("Versions that are not the latest, in a report, left out"),
  deleteMarkers: count.describe("Delete markers, in a report, left out"),
  report: reportPlace.nullable().describe("Which report it is read from"),
  workers: z.number().int().describe("How many listers were at work when progress was last saved"),
  requests: z.number().int().describe("Requests made to the store so far"),
  failure: z.string().nullable().describe("The sentence of what went wrong"),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  removedAt: z.iso.datetime().nullable(),
});
export type InventoryView = z.output<typeof inventoryView>;

export const inventoryDetail = inventoryView.extend({
  summary: inventorySummary.nullable().describe("Null until the inventory is ready"),
  ranges: z
    .object({ all: z.number().int(), done: z.number().int() })
    .describe("Into how many ranges of keys a listing is shared out, and how many of them were listed to their end"),
  plansNotLaunched: z.number().int().describe("Plans over it that were never launched: removing it would end them"),
});
export type InventoryDetail = z.output<typeof inventoryDetail>;

export const objectView = z.object({
  key: z.string(),
  etag: z.string(),
  sizeBytes: count,
  lastModified: z.iso.datetime(),
  storageClass: z.string(),
  mime: z.string(),
});
export type ObjectView = z.output<typeof objectView>;

/** What an uploaded list has brought so far: this many records, of which all were stored, and their digest. */
export const importCursor = z.object({ records: z.number().int(), sha256: z.string() });
export type ImportCursor = z.output<typeof importCursor>;

export const importFormats = ["csv", "jsonl"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** One line of an object list: these names are fixed, because users have scripts on them. */
export interface InventoryRecord {
  key: string;
  etag: string;
  size: number;
  /** RFC 3339. */
  last_modified: string;
  storage_class: string;
  mime: string;
}
