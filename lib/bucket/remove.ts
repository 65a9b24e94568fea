import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { lockOrRefuse } from "./lock-or-refuse.ts";
import { changeBucket, countActiveRuns } from "./rows.ts";
import { bucketView } from "./schema.ts";
import { showBucket } from "./show-bucket.ts";

/** The row stays, since receipts name it; the credentials are erased. Nothing in the bucket itself is touched. */
export const removeBucket = verb({
  name: "bucket.remove",
  summary: "Disconnect a bucket and erase its credentials; the bucket itself is not touched",
  scope: "bucket.manage",
  input: z.object({ bucketId: idOf("bucket") }),
  output: bucketView,
  run: (ctx, { bucketId }) =>
    ctx.write({ action: "bucket.remove", subject: bucketId }, async (tx) => {
      await lockOrRefuse(tx, ctx.tenantId, bucketId);
      const active = await countActiveRuns(tx, ctx.tenantId, bucketId);
      if (active > 0)
        throw new Fault(
          "precondition",
          `${active === 1 ? "A run" : `${active} runs`} over this bucket ${active === 1 ? "has" : "have"} not ended. Cancel, or wait for the end.`,
          { details: { activeRuns: active } },
        );
      return showBucket(await changeBucket(tx, ctx.tenantId, bucketId, { removedAt: ctx.now(), secret: null }));
    }),
});
