import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { bucketsBefore } from "./rows.ts";
import { bucketView } from "./schema.ts";
import { showBucket } from "./show-bucket.ts";

export const listBuckets = verb({
  name: "bucket.list",
  summary: "The connected buckets, newest first",
  scope: "bucket.read",
  input: pageInput,
  output: pageOf(bucketView),
  async run(ctx, { cursor, limit }) {
    const rows = await ctx.read((tx) => bucketsBefore(tx, ctx.tenantId, cursor, limit + 1));
    const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
    return { items: items.map(showBucket), nextCursor };
  },
});
