import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { probeOverwrite } from "../bucket/probe-overwrite.ts";
import { findBucket } from "../bucket/rows.ts";
import { showBucket } from "../bucket/show-bucket.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, newId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { BucketLocation } from "../ports/store.ts";
import type { PlanSettings } from "./schema.ts";
import { writingOf } from "./writing-of.ts";

/**
 * Passes where what a run would write to takes it: another bucket that is connected and grants all that writing needs, or, for
 * objects that are replaced, one that was just seen to keep the condition. Gives the kind of store that is written to.
 * Throws Fault `not_found` or `precondition` with what to do.
 */
export async function checkTarget(
  ctx: TenantCtx,
  bucketId: Id<"bucket">,
  settings: PlanSettings,
): Promise<BucketLocation["kind"]> {
  const writing = writingOf(settings);
  if (writing.bucketId === bucketId)
    throw new Fault("invalid", "targetBucketId: this is the objects' own bucket. Leave it out, and name a prefix.");
  const written = writing.bucketId ?? bucketId;
  const row = await ctx.read((tx) => findBucket(tx, ctx.tenantId, written));
  if (!row || row.removedAt !== null)
    throw new Fault("not_found", "There is no such bucket to write to in this workspace, or it was removed.");
  const { capabilities, location } = showBucket(row);
  if (writing.bucketId !== null && !capabilities.signable)
    throw new Fault(
      "precondition",
      "Signed copies cannot be written to the target bucket: its last probe did not find all four grants. Probe it again once they are given.",
    );
  if (writing.replaces) {
    const store = await openBucketStore(ctx, bucketId);
    try {
      await probeOverwrite(store, { token: newId("request"), timeoutMs: settings.timeoutMs });
    } finally {
      await store.close();
    }
  }
  return location.kind;
}
