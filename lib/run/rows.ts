import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { RunPriority } from "./priority.ts";
import type { RunState, WireCounts } from "./schema.ts";

const relations = {
  plan: { include: { inventory: { include: { bucket: { select: { id: true, name: true } } } } } },
} as const;

export async function findRun(tx: Tx, tenantId: Id<"tenant">, id: Id<"run">) {
  return tx.run.findUnique({ where: { tenantId_id: { tenantId, id } }, include: relations });
}
export type RunRow = NonNullable<Awaited<ReturnType<typeof findRun>>>;

export async function findRunOfApproval(tx: Tx, tenantId: Id<"tenant">, approvalId: Id<"approval">) {
  return tx.run.findUnique({ where: { tenantId_approvalId: { tenantId, approvalId } }, select: { id: true } });
}

export async function bucketOfPlan(tx: Tx, tenantId: Id<"tenant">, id: Id<"plan">): Promise<Id<"bucket"> | null> {
  const select = { inventory: { select: { bucketId: true } } } as const;
  const plan = await tx.plan.findUnique({ where: { tenantId_id: { tenantId, id } }, select });
  return (plan?.inventory.bucketId ?? null) as Id<"bucket"> | null;
}

export async function insertRun(
  tx: Tx,
  row: {
    tenantId: Id<"tenant">;
    id: Id<"run">;
    planId: string;
    approvalId: string;
    priority: RunPriority;
    concurrency: number | null;
    maxInflight: number | null;
    createdBy: string;
    now: Date;
  },
): Promise<void> {
  const { now, ...data } = row;
  await tx.run.create({ data: { ...data, state: "filling", epoch: 1, wire: {}, createdAt: now } });
}

/** The newest sample that was read to its end from a list of these objects. */
export async function newestSample(tx: Tx, tenantId: Id<"tenant">, bucketId: string, prefixes: string[]) {
  return tx.sample.findFirst({
    where: { tenantId, state: "ready", inventory: { bucketId, state: "ready", prefixes: { equals: prefixes } } },
    orderBy: { id: "desc" },
    select: { id: true, inventoryId: true },
  });
}

/** What is undefined stays as it is. */
export async function setLimits(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
  limits: { priority?: RunPriority; concurrency?: number | null; maxInflight?: number | null },
): Promise<void> {
  await tx.run.update({ where: { tenantId_id: { tenantId, id } }, data: limits });
  await tell(tx, id);
}

export async function pageRuns(
  tx: Tx,
  tenantId: Id<"tenant">,
  page: { below?: string; limit: number; states?: RunState[] },
) {
  return tx.run.findMany({
    where: {
      tenantId,
      ...(page.below ? { id: { lt: page.below } } : {}),
      ...(page.states ? { state: { in: page.states } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit,
    include: relations,
  });
}

/** Locks the run's row for the rest of the transaction and tells its state and epoch; null where there is no such run. */
export async function lockRun(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
): Promise<{ state: RunState; epoch: number } | null> {
  const [row] = await tx.$queryRaw<{ state: RunState; epoch: number }[]>`
    select state, epoch from run where tenant_id = ${tenantId} and id = ${id} for update`;
  return row ?? null;
}

export async function readState(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
): Promise<{ state: RunState; epoch: number; priority: RunPriority } | null> {
  const row = await tx.run.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { state: true, epoch: true, priority: true },
  });
  return row as { state: RunState; epoch: number; priority: RunPriority } | null;
}

/**
 * The run's state, which stays so until the transaction ends: pausing and cancelling wait, settling does not. What is
 * claimed under it was therefore claimed before the pause or the cancellation, and is seen by it.
 */
export async function holdState(tx: Tx, tenantId: Id<"tenant">, id: Id<"run">): Promise<RunState | null> {
  const [row] = await tx.$queryRaw<{ state: RunState }[]>`
    select state from run where tenant_id = ${tenantId} and id = ${id} for key share`;
  return row?.state ?? null;
}

/**
 * Moves a locked run to another state. Time spent running is counted by the database's clock: it starts with `running`
 * and ends with any other state. `problem` is the sentence of why, where nobody asked for it.
 */
export async function moveRun(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
  state: RunState,
  epoch: number,
  problem: string | null = null,
): Promise<void> {
  await tx.$executeRaw`
    update run set state = ${state}, epoch = ${epoch}, problem = ${problem}, attended_at = clock_timestamp(),
      started_at = case when ${state} = 'running' then coalesce(started_at, clock_timestamp()) else started_at end,
      finished_at = case when ${state} in ('finished', 'cancelled') then clock_timestamp() else null end,
      active_ms = active_ms + coalesce((extract(epoch from clock_timestamp() - active_since) * 1000)::bigint, 0),
      active_since = case when ${state} = 'running' then clock_timestamp() else null end
    where tenant_id = ${tenantId} and id = ${id}`;
  await tell(tx, id);
}

/** Counts rows that were just added; `slices` is how many there are now, or 0 where none was added. */
export async function growRun(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
  by: { objects: number; bytes: bigint; slices: number },
): Promise<void> {
  await tx.$executeRaw`
    update run set objects = objects + ${by.objects}::bigint, bytes = bytes + ${by.bytes}::bigint,
      slices = greatest(slices, ${by.slices}::int), attended_at = clock_timestamp()
    where tenant_id = ${tenantId} and id = ${id}`;
}

/** How many of a run's objects are settled, and how many it has. */
export interface Progress {
  settled: bigint;
  objects: bigint;
}

export interface SettledCounts {
  signed: number;
  skipped: number;
  failed: number;
  bytes: number;
  wire: WireCounts;
  /** How long the rows that were put off are to wait, at most; 0 where there are none. */
  putOffMs: number;
}

/**
 * Adds what one transaction settled and what was counted since. The run whose last object this was is `finished`, in the
 * same transaction: no second look can come too late or too early. Tells how the run stands, whose row is locked now.
 */
export async function countSettled(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
  settled: SettledCounts,
): Promise<{ state: RunState; pace: number | null } & Progress> {
  const { signed, skipped, failed, bytes } = settled;
  const [row] = await tx.$queryRaw<({ state: RunState; pace: number | null } & Progress)[]>`
    update run set signed = signed + ${signed}::bigint, skipped = skipped + ${skipped}::bigint, failed = failed + ${failed}::bigint,
      bytes_done = bytes_done + ${bytes}::bigint,
      attended_at = greatest(attended_at, clock_timestamp() + ${settled.putOffMs} * interval '1 millisecond'),
      revivals = 0,
      wire = (select jsonb_object_agg(k, coalesce((run.wire ->> k)::bigint, 0) + coalesce((added ->> k)::bigint, 0))
              from (select ${JSON.stringify(settled.wire)}::jsonb as added) a, jsonb_object_keys(a.added) k)
    where tenant_id = ${tenantId} and id = ${id} returning state, pace, signed + skipped + failed as settled, objects`;
  const over = row !== undefined && row.settled === row.objects;
  const ended = !over
    ? 0
    : await tx.$executeRaw`
    update run set state = 'finished', finished_at = clock_timestamp(),
      active_ms = active_ms + coalesce((extract(epoch from clock_timestamp() - active_since) * 1000)::bigint, 0), active_since = null
    where tenant_id = ${tenantId} and id = ${id} and state in ('running', 'paused', 'cancelling')`;
  await tell(tx, id);
  if (!row) return { state: "finished", pace: null, settled: 0n, objects: 0n };
  return ended > 0 ? { ...row, state: "finished" } : row;
}

/** A hint to whoever watches this run; delivered when the transaction commits. */
export async function tell(tx: Tx, id: Id<"run">): Promise<void> {
  await tx.$executeRaw`select pg_notify('c2c_run', ${id})`;
}

/** Counts that the run was started again without having settled anything since. */
export async function countRevival(tx: Tx, tenantId: Id<"tenant">, id: Id<"run">): Promise<void> {
  await tx.$executeRaw`update run set revivals = revivals + 1 where tenant_id = ${tenantId} and id = ${id}`;
}

/** Seconds since anybody looked after the run: since it moved, settled something, held a lease, or had a row to wait for. */
export async function idleSeconds(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
): Promise<{ idle: number; revivals: number }> {
  const [row] = await tx.$queryRaw<{ idle: number; revivals: number }[]>`
    select extract(epoch from clock_timestamp() - greatest(r.created_at, r.active_since, r.attended_at,
      (select max(lease_until) from run_item where tenant_id = ${tenantId} and run_id = ${runId} and state = 'leased')))::float8 as idle, r.revivals
    from run r where r.tenant_id = ${tenantId} and r.id = ${runId}`;
  return row ?? { idle: 0, revivals: 0 };
}

/** Ids of work whose events may have been lost, over all tenants: see `unfinished_work()` in the tenancy migration. */
export async function unfinishedWork(
  tx: Tx,
): Promise<{ kind: "run" | "inventory" | "sample"; tenantId: Id<"tenant">; id: string }[]> {
  return tx.$queryRaw`select kind, tenant_id as "tenantId", id from unfinished_work()`;
}
