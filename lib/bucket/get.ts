import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findBucket } from "./rows.ts";
import { bucketView } from "./schema.ts";
import { showBucket } from "./show-bucket.ts";

/** Tells of removed buckets too: reports and receipts name them. */
export const getBucket = verb({
  name: "bucket.get",
  summary: "One bucket, with what its probes found",
  scope: "bucket.read",
  input: z.object({ bucketId: idOf("bucket") }),
  output: bucketView,
  async run(ctx, { bucketId }) {
    const row = await ctx.read((tx) => findBucket(tx, ctx.tenantId, bucketId));
    if (!row) throw new Fault("not_found", "There is no such bucket in this workspace.");
    return showBucket(row);
  },
});
