import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { refuseUnready } from "./connect.ts";
import { lockOrRefuse } from "./lock-or-refuse.ts";
import { openBucketStore } from "./open-bucket-store.ts";
import { probeAccess, probeAndClose } from "./probe.ts";
import { changeBucket, findBucket } from "./rows.ts";
import { bucketSecret, bucketView } from "./schema.ts";
import { sealSecret } from "./seal-secret.ts";
import { showBucket } from "./show-bucket.ts";

/** With `secret`, tries those credentials and keeps them in place of the old ones where they can list and read. */
export const reprobeBucket = verb({
  name: "bucket.reprobe",
  summary: "Probe a connected bucket again, with fresh credentials where some are given, and keep what was found",
  scope: "bucket.manage",
  input: z.object({ bucketId: idOf("bucket"), secret: bucketSecret.optional() }),
  output: bucketView,
  async run(ctx, { bucketId, secret }) {
    const row = await ctx.read((tx) => findBucket(tx, ctx.tenantId, bucketId));
    if (!row) throw new Fault("not_found", "There is no such bucket in this workspace.");
    const { location } = showBucket(row);
    if (secret && location.kind === "fs") throw new Fault("invalid", "secret: A folder has no keys: leave them out.");
    const found = secret
      ? await probeAccess(ctx, { location, secret })
      : await probeAndClose(await openBucketStore(ctx, bucketId));
    if (secret) refuseUnready(found);
    const change = {
      capabilities: found,
      probedAt: ctx.now(),
      ...(secret ? { secret: sealSecret(ctx, bucketId, secret) } : {}),
    };
    const detail = { ready: found.ready, signable: found.signable, newCredentials: secret !== undefined };
    return ctx.write({ action: "bucket.reprobe", subject: bucketId, detail }, async (tx) => {
      await lockOrRefuse(tx, ctx.tenantId, bucketId);
      return showBucket(await changeBucket(tx, ctx.tenantId, bucketId, change));
    });
  },
});
