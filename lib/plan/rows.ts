import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { Ledger, PlanSettings } from "./schema.ts";

type TenantId = Id<"tenant">;

const withApprovals = {
  approvals: { orderBy: { id: "asc" } },
  inventory: { select: { bucketId: true, bucket: { select: { name: true } } } },
} as const;

export interface NewPlan {
  tenantId: TenantId;
  id: Id<"plan">;
  inventoryId: Id<"inventory">;
  sampleId: Id<"sample">;
  settings: PlanSettings;
  ledger: Ledger;
  document: Uint8Array<ArrayBuffer>;
  hash: string;
  createdBy: string;
  createdAt: Date;
}

export async function insertPlan(tx: Tx, plan: NewPlan): Promise<PlanRecord> {
  return tx.plan.create({ data: plan, include: withApprovals });
}

export async function findPlan(tx: Tx, tenantId: TenantId, id: Id<"plan">) {
  return tx.plan.findUnique({ where: { tenantId_id: { tenantId, id } }, include: withApprovals });
}
export type PlanRecord = NonNullable<Awaited<ReturnType<typeof findPlan>>>;

/** Keeps two approvals of one plan apart in time until the transaction ends. */
export async function lockPlan(tx: Tx, tenantId: TenantId, id: Id<"plan">): Promise<void> {
  await tx.$queryRaw`select 1 as one from plan where tenant_id = ${tenantId} and id = ${id} for update`;
}

/** Newest first. */
export async function pagePlans(
  tx: Tx,
  tenantId: TenantId,
  page: { inventoryId?: Id<"inventory">; below?: string; limit: number },
) {
  return tx.plan.findMany({
    where: {
      tenantId,
      ...(page.inventoryId ? { inventoryId: page.inventoryId } : {}),
      ...(page.below ? { id: { lt: page.below } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit,
    include: withApprovals,
  });
}

export async function findApproval(tx: Tx, tenantId: TenantId, id: Id<"approval">) {
  return tx.approval.findUnique({ where: { tenantId_id: { tenantId, id } } });
}

export async function insertApproval(
  tx: Tx,
  approval: {
    tenantId: TenantId;
    id: Id<"approval">;
    planId: Id<"plan">;
    planHash: string;
    approvedBy: string;
    typedWords: string | null;
    approvedAt: Date;
  },
) {
  return tx.approval.create({ data: approval });
}

/** The inventory of a plan to be, and what its bucket is. */
export async function findSource(tx: Tx, tenantId: TenantId, inventoryId: Id<"inventory">) {
  return tx.inventory.findUnique({
    where: { tenantId_id: { tenantId, id: inventoryId } },
    select: { state: true, bucketId: true, objects: true, bucket: { select: { kind: true } } },
  });
}

/** The objects that a run would have, by the same rule as the run's own rows are filled by. */
export async function countPopulation(
  tx: Tx,
  tenantId: TenantId,
  inventoryId: Id<"inventory">,
  outputPrefixes: string[],
): Promise<{ objects: number; unique: number; bytes: number }> {
  const [row] = await tx.$queryRaw<{ objects: bigint; alike: bigint; bytes: bigint }[]>`
    select coalesce(sum(n), 0)::bigint as objects, count(*) as alike, coalesce(sum(n * size_bytes), 0)::bigint as bytes
    from (
      select etag, size_bytes, count(*) as n from inventory_object o
      where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
        and not exists (select 1 from unnest(${outputPrefixes}::text[]) p where starts_with(o.key, p))
      group by etag, size_bytes
    ) alike`;
  return { objects: Number(row?.objects ?? 0), unique: Number(row?.alike ?? 0), bytes: Number(row?.bytes ?? 0) };
}
