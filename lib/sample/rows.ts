import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { SampleState, Stratifier, Stratum } from "./schema.ts";

type TenantId = Id<"tenant">;
type SampleId = Id<"sample">;

/** An inventory, which nobody removes until the transaction ends: whoever would waits, and then finds what was made of it. */
export async function holdInventory(tx: Tx, tenantId: TenantId, id: Id<"inventory">) {
  await tx.$queryRaw`select 1 as one from inventory where tenant_id = ${tenantId} and id = ${id} for share`;
  return tx.inventory.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { id: true, bucketId: true, state: true, objects: true },
  });
}

export interface NewSample {
  tenantId: TenantId;
  id: SampleId;
  inventoryId: Id<"inventory">;
  seed: string;
  wanted: number;
  stratify: Stratifier[];
  now: Date;
}

const withInventory = { inventory: { select: { bucketId: true } } } as const;

export async function insertSample(tx: Tx, { now, ...sample }: NewSample): Promise<SampleRow> {
  const data = { ...sample, strata: [], state: "requested", createdAt: now };
  return tx.sample.create({ data, include: withInventory });
}

export async function findSample(tx: Tx, tenantId: TenantId, id: SampleId) {
  return tx.sample.findUnique({ where: { tenantId_id: { tenantId, id } }, include: withInventory });
}
export type SampleRow = NonNullable<Awaited<ReturnType<typeof findSample>>>;

/** Locks the sample's row for the rest of the transaction and tells its state; null where there is no such sample. */
export async function lockSample(tx: Tx, tenantId: TenantId, id: SampleId): Promise<SampleState | null> {
  const [row] = await tx.$queryRaw<{ state: SampleState }[]>`
    select state from sample where tenant_id = ${tenantId} and id = ${id} for update`;
  return row?.state ?? null;
}

/** Newest first. */
export async function pageSamples(
  tx: Tx,
  tenantId: TenantId,
  page: { inventoryId?: Id<"inventory">; below?: string; limit: number },
) {
  return tx.sample.findMany({
    where: {
      tenantId,
      ...(page.inventoryId ? { inventoryId: page.inventoryId } : {}),
      ...(page.below ? { id: { lt: page.below } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit,
    include: withInventory,
  });
}

/** Changes a locked sample, and tells whoever watches it. */
export async function changeSample(
  tx: Tx,
  tenantId: TenantId,
  id: SampleId,
  change: { state: SampleState; strata?: Stratum[]; failure?: string; finishedAt?: Date },
): Promise<void> {
  await tx.sample.update({ where: { tenantId_id: { tenantId, id } }, data: change });
  await tellSample(tx, id);
}

/** A hint to whoever watches this sample; delivered when the transaction commits. */
export async function tellSample(tx: Tx, id: SampleId): Promise<void> {
  await tx.$executeRaw`select pg_notify('c2c_sample', ${id})`;
}

/** How many objects were drawn, and how many of them were looked at, by sample. */
export async function countRead(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<Map<string, { drawn: number; read: number }>> {
  const rows = await tx.$queryRaw<{ id: string; drawn: bigint; read: bigint }[]>`
    select sample_id as id, count(*) as drawn, count(read_ms) as read from sample_object
    where tenant_id = ${tenantId} and sample_id = any(${[...ids]}::text[]) group by sample_id`;
  return new Map(rows.map(({ id, drawn, read }) => [id, { drawn: Number(drawn), read: Number(read) }]));
}
