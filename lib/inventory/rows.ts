import type { Prisma } from "../../prisma/generated/client.ts";
import type { Id } from "../kernel/ids.ts";
import type { BulkTable, BulkValue } from "../ports/bulk.ts";
import type { Tx } from "../ports/ctx.ts";
import type { InventoryState, ListingCursor } from "./schema.ts";

type TenantId = Id<"tenant">;
type InventoryId = Id<"inventory">;

export interface NewInventory {
  tenantId: TenantId;
  id: InventoryId;
  bucketId: Id<"bucket">;
  source: "listing" | "import";
  prefixes: string[];
  state: InventoryState;
  failure: string | null;
  cursor: ListingCursor;
  now: Date;
}

export async function insertInventory(tx: Tx, { now, ...inventory }: NewInventory) {
  const row = await tx.inventory.create({ data: { ...inventory, createdAt: now }, include: bucketName });
  await tellInventory(tx, inventory.id);
  return row;
}

const bucketName = { bucket: { select: { name: true, removedAt: true } } } as const;

export function findInventory(tx: Tx, tenantId: TenantId, id: InventoryId) {
  return tx.inventory.findUnique({ where: { tenantId_id: { tenantId, id } }, include: bucketName });
}

/** Newest first. */
export function inventoriesBefore(
  tx: Tx,
  tenantId: TenantId,
  query: { bucketId?: Id<"bucket">; before?: string; take: number },
) {
  const { bucketId, before, take } = query;
  const where = { tenantId, bucketId, ...(before ? { id: { lt: before } } : {}) };
  return tx.inventory.findMany({ where, orderBy: { id: "desc" }, take, include: bucketName });
}

/** What a bucket needs to be listed or to have a list imported: null where there is none that is connected. */
export function findOpenBucket(tx: Tx, tenantId: TenantId, id: Id<"bucket">) {
  return tx.bucket.findFirst({ where: { tenantId, id, removedAt: null }, select: { id: true, name: true } });
}

export async function inventoryState(tx: Tx, tenantId: TenantId, id: InventoryId): Promise<InventoryState | null> {
  const row = await tx.inventory.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { state: true } });
  return (row?.state as InventoryState | undefined) ?? null;
}

/** Moves on to `state` from one of `from`; false where the row is in another by now. A final state gets its time. */
export async function moveInventory(
  tx: Tx,
  where: { tenantId: TenantId; id: InventoryId; from: readonly InventoryState[] },
  to: { state: InventoryState; failure?: string | null; finishedAt?: Date },
): Promise<boolean> {
  const { tenantId, id, from } = where;
  const moved = await tx.inventory.updateMany({ where: { tenantId, id, state: { in: [...from] } }, data: to });
  if (moved.count === 1) await tellInventory(tx, id);
  return moved.count === 1;
}

export interface Progress {
  objects: number;
  bytes: number;
  sidecars: number;
  requests: number;
}

/**
 * Saves where a listing has come to, if it still is where the caller took it up and goes on: false where somebody
 * cancelled it, or another collector was faster, whose count then stands.
 */
export async function saveCursor(
  tx: Tx,
  where: { tenantId: TenantId; id: InventoryId; was: ListingCursor },
  to: ListingCursor,
  progress: Progress,
): Promise<boolean> {
  const saved = await tx.$executeRaw`
    update inventory set cursor = ${JSON.stringify(to)}::jsonb, objects = objects + ${progress.objects}::bigint,
      bytes = bytes + ${progress.bytes}::bigint, sidecars = sidecars + ${progress.sidecars}::bigint, requests = requests + ${progress.requests}::int
    where tenant_id = ${where.tenantId} and id = ${where.id} and state = 'collecting'
      and cursor = ${JSON.stringify(where.was)}::jsonb`;
  if (saved === 1) await tellInventory(tx, where.id);
  return saved === 1;
}

/** Makes it ready, with what it holds counted exactly from its rows. False where it is in no state of `from`. */
export async function finishInventory(
  tx: Tx,
  where: { tenantId: TenantId; id: InventoryId; from: readonly InventoryState[] },
  end: { summary: Prisma.InputJsonValue; objects: bigint; bytes: bigint; finishedAt: Date; sidecars?: number },
): Promise<boolean> {
  const { tenantId, id, from } = where;
  const data = { ...end, state: "ready", failure: null } satisfies Prisma.InventoryUpdateManyMutationInput;
  const done = await tx.inventory.updateMany({ where: { tenantId, id, state: { in: [...from] } }, data });
  if (done.count === 1) await tellInventory(tx, id);
  return done.count === 1;
}

/** A hint to whoever watches this inventory; delivered when the transaction commits. */
async function tellInventory(tx: Tx, id: InventoryId): Promise<void> {
  await tx.$executeRaw`select pg_notify('c2c_inventory', ${id})`;
}

/** The table and columns that `objectValues` fills, for the bulk port. */
export const objectTable: BulkTable = {
  table: "inventory_object",
  columns: ["inventory_id", "key", "etag", "size_bytes", "last_modified", "storage_class", "mime"],
};

export interface NewObject {
  key: string;
  etag: string;
  sizeBytes: number;
  lastModified: Date;
  storageClass: string;
  mime: string;
}

export function objectValues(id: InventoryId, object: NewObject): BulkValue[] {
  return [id, object.key, object.etag, object.sizeBytes, object.lastModified, object.storageClass, object.mime];
}
