import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { lockOrRefuse } from "./lock-or-refuse.ts";
import { changeBucket } from "./rows.ts";
import { bucketView, deliveryLevel } from "./schema.ts";
import { showBucket } from "./show-bucket.ts";

/** Off until somebody who manages buckets says otherwise: `assets` opens every object of the bucket to anybody. */
export const setDelivery = verb({
  name: "bucket.set-delivery",
  summary: "Say what of a bucket anybody may fetch: nothing, the manifests that were signed, or its objects too",
  scope: "bucket.manage",
  input: z.object({ bucketId: idOf("bucket"), delivery: deliveryLevel }),
  output: bucketView,
  run: (ctx, { bucketId, delivery }) =>
    ctx.write({ action: "bucket.set-delivery", subject: bucketId, detail: { delivery } }, async (tx) => {
      await lockOrRefuse(tx, ctx.tenantId, bucketId);
      return showBucket(await changeBucket(tx, ctx.tenantId, bucketId, { delivery }));
    }),
});
