import type { Id } from "../kernel/ids.ts";
import type { Ctx } from "../ports/ctx.ts";
import { deliveredBucket } from "./rows.ts";

export interface Delivery {
  tenantId: Id<"tenant">;
  level: "manifests" | "assets";
}

/** Whose bucket this is and what of it anybody may have; null for one that is unknown, removed, or not opened: all alike. */
export async function findDelivery(ctx: Ctx, bucketId: Id<"bucket">): Promise<Delivery | null> {
  const row = await ctx.read((tx) => deliveredBucket(tx, bucketId));
  return row && { tenantId: row.tenant_id, level: row.delivery };
}
