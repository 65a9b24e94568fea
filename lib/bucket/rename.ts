import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { lockOrRefuse } from "./lock-or-refuse.ts";
import { changeBucket } from "./rows.ts";
import { bucketName, bucketView } from "./schema.ts";
import { showBucket } from "./show-bucket.ts";

export const renameBucket = verb({
  name: "bucket.rename",
  summary: "Call a bucket by another name",
  scope: "bucket.manage",
  input: z.object({ bucketId: idOf("bucket"), name: bucketName }),
  output: bucketView,
  run: (ctx, { bucketId, name }) =>
    ctx.write({ action: "bucket.rename", subject: bucketId, detail: { name } }, async (tx) => {
      await lockOrRefuse(tx, ctx.tenantId, bucketId);
      return showBucket(await changeBucket(tx, ctx.tenantId, bucketId, { name }));
    }),
});
