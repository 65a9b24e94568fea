import { z } from "zod";
import { findBucket } from "../bucket/rows.ts";
import { cutPage } from "../kernel/cut-page.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { linkHeader, manifestUrl } from "./link-of.ts";
import { manifestsAfter, manifestsOfKey } from "./rows.ts";
import { type ManifestLink, manifestLink } from "./schema.ts";

/** For tenants who deliver their objects themselves: what to send with each. */
export const listLinks = verb({
  name: "delivery.list-links",
  summary: "The objects of a bucket that have a manifest, in the order of keys, each with the header Link to send",
  scope: "receipt.read",
  input: pageInput.extend({
    // A key in base 64.
    cursor: z.string().max(8000).optional().describe("Where to go on: the `nextCursor` of the page before"),
    bucketId: idOf("bucket"),
    key: z.string().min(1).max(4096).optional().describe("Only the object with this very key"),
  }),
  output: pageOf(manifestLink),
  async run(ctx, { bucketId, key, cursor, limit }) {
    const { tenantId } = ctx;
    const after = cursor === undefined ? "" : Buffer.from(cursor, "base64url").toString().replaceAll("\0", "");
    const { delivery, rows } = await ctx.read(async (tx) => {
      const bucket = await findBucket(tx, tenantId, bucketId);
      if (!bucket) throw new Fault("not_found", "There is no such bucket in this workspace.");
      const rows =
        key === undefined
          ? await manifestsAfter(tx, tenantId, bucketId, after, limit + 1)
          : await manifestsOfKey(tx, tenantId, bucketId, key);
      return { delivery: bucket.delivery, rows };
    });
    const { items, nextCursor } = cutPage(rows, limit, ({ key }) => Buffer.from(key).toString("base64url"));
    const { consoleUrl } = ctx.ports.policy;
    return {
      items: items.map(({ intentSha256, ...row }): ManifestLink => {
        const url =
          row.mode === "remote" && delivery !== "off"
            ? manifestUrl(consoleUrl, bucketId, { ...row, intentSha256 })
            : null;
        // The casts give back what the columns cannot keep: brands and the closed union.
        return {
          ...row,
          mode: row.mode as ManifestLink["mode"],
          storedBucketId: row.storedBucketId as Id<"bucket">,
          receiptId: row.receiptId as Id<"receipt">,
          url,
          linkHeader: url && linkHeader(url),
        };
      }),
      nextCursor,
    };
  },
});
