import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { BucketLocation } from "../ports/store.ts";
import type { Capabilities, DeliveryLevel } from "./schema.ts";

type TenantId = Id<"tenant">;
type BucketId = Id<"bucket">;

export interface NewBucket {
  tenantId: TenantId;
  id: BucketId;
  name: string;
  location: BucketLocation;
  secret: Uint8Array<ArrayBuffer> | null;
  capabilities: Capabilities;
  now: Date;
}

export function insertBucket(tx: Tx, { now, ...bucket }: NewBucket) {
  return tx.bucket.create({ data: { ...bucket, kind: bucket.location.kind, probedAt: now, createdAt: now } });
}

/** Whether another tenant's bucket is this folder, is in it, or holds it: nobody else can connect one until this ends. */
export async function folderTaken(tx: Tx, root: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`select folder_taken(${root}) as taken`;
  return row?.taken ?? false;
}

export function findBucket(tx: Tx, tenantId: TenantId, id: BucketId) {
  return tx.bucket.findUnique({ where: { tenantId_id: { tenantId, id } } });
}

/** Newest first; those that were removed are left out. */
export function bucketsBefore(tx: Tx, tenantId: TenantId, before: string | undefined, take: number) {
  const where = { tenantId, removedAt: null, ...(before ? { id: { lt: before } } : {}) };
  return tx.bucket.findMany({ where, orderBy: { id: "desc" }, take });
}

/** Keeps anybody else from changing or removing the bucket until the transaction ends. False where there is none. */
export async function lockBucket(tx: Tx, tenantId: TenantId, id: BucketId): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from bucket where tenant_id = ${tenantId} and id = ${id} and removed_at is null for update`;
  return rows.length === 1;
}

export type BucketChange =
  | { name: string }
  | { delivery: DeliveryLevel }
  | { capabilities: Capabilities; probedAt: Date; secret?: Uint8Array<ArrayBuffer> }
  | { removedAt: Date; secret: null };

export function changeBucket(tx: Tx, tenantId: TenantId, id: BucketId, change: BucketChange) {
  return tx.bucket.update({ where: { tenantId_id: { tenantId, id } }, data: change });
}

/** How many runs over this bucket's inventories have not ended. */
export function countActiveRuns(tx: Tx, tenantId: TenantId, bucketId: BucketId): Promise<number> {
  return tx.run.count({
    where: { tenantId, state: { notIn: ["finished", "cancelled"] }, plan: { inventory: { bucketId } } },
  });
}
