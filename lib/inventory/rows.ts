import type { Prisma } from "../../prisma/generated/client.ts";
import type { Id } from "../kernel/ids.ts";
import type { BulkTable, BulkValue } from "../ports/bulk.ts";
import type { Tx } from "../ports/ctx.ts";
import type { ImportCursor, InventorySource, InventoryState, ReportCursor, ReportPlace } from "./schema.ts";

type TenantId = Id<"tenant">;
type InventoryId = Id<"inventory">;
type Where = { tenantId: TenantId; id: InventoryId };

export interface NewInventory {
  tenantId: TenantId;
  id: InventoryId;
  bucketId: Id<"bucket">;
  source: InventorySource;
  prefixes: string[];
  state: InventoryState;
  report?: ReportPlace;
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

/** Newest first; those that were removed are left out. */
export function inventoriesBefore(
  tx: Tx,
  tenantId: TenantId,
  query: { bucketId?: Id<"bucket">; before?: string; take: number },
) {
  const { bucketId, before, take } = query;
  const where = { tenantId, bucketId, removedAt: null, ...(before ? { id: { lt: before } } : {}) };
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
  oldVersions?: number;
  deleteMarkers?: number;
  workers?: number;
  cursor?: ReportCursor | ImportCursor;
}

/**
 * Counts what a batch brought, if nobody has saved progress since the caller took it up at checkpoint `was` and it still
 * is to go on. False where somebody cancelled it, or another collector was faster, whose count then stands.
 */
export async function saveProgress(
  tx: Tx,
  where: { tenantId: TenantId; id: InventoryId; was: number; now: Date },
  progress: Progress,
): Promise<boolean> {
  const { objects, bytes, sidecars, requests, oldVersions = 0, deleteMarkers = 0, workers = 0, cursor } = progress;
  const saved = await tx.inventory.updateMany({
    where: { tenantId: where.tenantId, id: where.id, state: "collecting", checkpoint: where.was },
    data: {
      checkpoint: where.was + 1,
      objects: { increment: objects },
      bytes: { increment: bytes },
      sidecars: { increment: sidecars },
      requests: { increment: requests },
      oldVersions: { increment: oldVersions },
      deleteMarkers: { increment: deleteMarkers },
      workers,
      attendedAt: where.now,
      ...(cursor ? { cursor } : {}),
    },
  });
  if (saved.count === 1) await tellInventory(tx, where.id);
  return saved.count === 1;
}

/** Makes it ready, with what it holds counted exactly from its rows. False where it is in no state of `from`. */
export async function finishInventory(
  tx: Tx,
  where: { tenantId: TenantId; id: InventoryId; from: readonly InventoryState[] },
  end: { summary: Prisma.InputJsonValue; objects: bigint; bytes: bigint; finishedAt: Date },
): Promise<boolean> {
  const { tenantId, id, from } = where;
  const data = { ...end, state: "ready", failure: null, workers: 0 } satisfies Prisma.InventoryUpdateManyMutationInput;
  const done = await tx.inventory.updateMany({ where: { tenantId, id, state: { in: [...from] } }, data });
  if (done.count === 1) await tellInventory(tx, id);
  return done.count === 1;
}

/** Keeps everybody else from making anything of an inventory until the transaction ends. Its state, or null. */
export async function lockInventory(tx: Tx, { tenantId, id }: Where): Promise<InventoryState | null> {
  const [row] = await tx.$queryRaw<{ state: InventoryState }[]>`
    select state from inventory where tenant_id = ${tenantId} and id = ${id} for update`;
  return row?.state ?? null;
}

/** Keeps the inventory of a plan from being removed until the transaction ends. False where it was removed before. */
export async function holdInventoryOfPlan(tx: Tx, tenantId: TenantId, planId: Id<"plan">): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: InventoryState }[]>`
    select i.state from inventory i join plan p on p.tenant_id = i.tenant_id and p.inventory_id = i.id
    where p.tenant_id = ${tenantId} and p.id = ${planId} for share of i`;
  return row?.state !== "removed";
}

/** How many runs and samples of it have not ended, and how many plans over it were never launched. */
export async function usesOf(
  tx: Tx,
  { tenantId, id }: Where,
): Promise<{ runs: number; samples: number; plans: number }> {
  const of = { tenantId, inventoryId: id };
  return {
    runs: await tx.run.count({ where: { tenantId, state: { notIn: ["finished", "cancelled"] }, plan: of } }),
    samples: await tx.sample.count({ where: { ...of, state: { in: ["requested", "drawing"] } } }),
    plans: await tx.plan.count({ where: { ...of, runs: { none: {} } } }),
  };
}

export async function markRemoved(tx: Tx, { tenantId, id }: Where, removedAt: Date): Promise<void> {
  await tx.inventory.update({ where: { tenantId_id: { tenantId, id } }, data: { state: "removed", removedAt } });
  await tx.inventoryRange.deleteMany({ where: { tenantId, inventoryId: id } });
  await tellInventory(tx, id);
}

/** Of an inventory that was marked as removed in this transaction. False where somebody reads them for seconds. */
export async function dropObjects(tx: Tx, id: InventoryId): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ dropped: boolean }[]>`select drop_inventory_objects(${id}) as dropped`;
  return row?.dropped ?? false;
}

/** A hint to whoever watches this inventory; delivered when the transaction commits. */
async function tellInventory(tx: Tx, id: InventoryId): Promise<void> {
  await tx.$executeRaw`select pg_notify('c2c_inventory', ${id})`;
}

/** The table and columns that `objectRows` fills, for the bulk port. */
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

function objectValues(id: InventoryId, object: NewObject): BulkValue[] {
  return [id, object.key, object.etag, object.sizeBytes, object.lastModified, object.storageClass, object.mime];
}

/** A row each, made as it is sent: a batch of them at once would be kept for as long as the batch. */
export function* objectRows(id: InventoryId, objects: Iterable<NewObject>): Generator<BulkValue[]> {
  for (const object of objects) yield objectValues(id, object);
}
