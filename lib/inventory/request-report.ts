import { z } from "zod";
import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { findBucket } from "../bucket/rows.ts";
import { bucketLocation } from "../bucket/schema.ts";
import { Fault } from "../kernel/fault.ts";
import { idOf, newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { mergePrefixes } from "./merge-prefixes.ts";
import { readManifest } from "./read-manifest.ts";
import { findOpenBucket, insertInventory } from "./rows.ts";
import { inventoryView, prefixText } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";

/**
 * Looks at the report's manifest at once, so that what cannot be read is refused here: ORC, a report without keys or sizes,
 * one of another bucket. Its files are read by the machine, as a listing is made.
 */
export const requestReport = verb({
  name: "inventory.request-report",
  summary:
    "Ask for an inventory to be read from an S3 Inventory report, in CSV or Parquet, in place of listing the bucket",
  scope: "inventory.operate",
  input: z.object({
    bucketId: idOf("bucket").describe("The bucket that the report is about"),
    manifestKey: z
      .string()
      .min(1)
      .max(1024)
      .regex(/manifest\.json$/, "must be the key of the report's manifest.json")
      .meta({ examples: ["inventory/media/daily/2026-01-31T01-00Z/manifest.json"] }),
    reportBucketId: idOf("bucket").optional().describe("The connected bucket that the report is in, if it is another"),
    prefixes: z.array(prefixText).max(100).default([""]).describe("Objects of other keys are left out"),
  }),
  output: inventoryView,
  async run(ctx, { bucketId, manifestKey, reportBucketId, prefixes }) {
    const { tenantId } = ctx;
    const report = { bucketId: reportBucketId ?? bucketId, manifestKey };
    const bucket = await ctx.read((tx) => findBucket(tx, tenantId, bucketId));
    if (!bucket || bucket.removedAt)
      throw new Fault("not_found", "There is no such bucket in this workspace, or it was removed.");
    const location = bucketLocation.parse(bucket.location);
    const store = await openBucketStore(ctx, report.bucketId);
    const manifest = await readManifest(store, report).finally(() => store.close());
    if (location.kind !== "fs" && manifest.sourceBucket !== location.bucket)
      throw new Fault(
        "invalid",
        `The report is about the bucket ${manifest.sourceBucket}, not about ${location.bucket}.`,
      );
    const now = ctx.now();
    const id = newId("inventory", now);
    const row = { tenantId, id, bucketId, source: "report", prefixes: mergePrefixes(prefixes), report, now } as const;
    const shown = await ctx.write({ action: "inventory.request-report", subject: id, detail: report }, async (tx) => {
      if (!(await findOpenBucket(tx, tenantId, bucketId)))
        throw new Fault("not_found", "There is no such bucket in this workspace, or it was removed.");
      return showInventory(await insertInventory(tx, { ...row, state: "requested" }));
    });
    await ctx.ports.jobs.send([
      { name: "inventory/requested", id: `inventory/requested:${id}`, data: { tenantId, inventoryId: id } },
    ]);
    return shown;
  },
});
