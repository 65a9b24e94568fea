import type { Id } from "../kernel/ids.ts";
import type { FailReason } from "../kernel/outcome.ts";
import type { Tx } from "../ports/ctx.ts";
import { tell } from "./rows.ts";

/** How many objects of a run failed for one reason. */
export async function countFailed(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">, why: FailReason): Promise<number> {
  return tx.runItem.count({ where: { tenantId, runId, outcome: "failed", why } });
}

/** Writes down which class is to be tried again, and of how many objects: what `reopenSome` goes by. */
export async function askForRetry(
  tx: Tx,
  tenantId: Id<"tenant">,
  id: Id<"run">,
  retry: { why: FailReason; objects: number },
): Promise<void> {
  const data = { retryWhy: retry.why, retryObjects: BigInt(retry.objects) };
  await tx.run.update({ where: { tenantId_id: { tenantId, id } }, data });
}

/**
 * Makes up to `limit` of the class's failed rows as if they had never been tried, and takes them out of the run's counters in the
 * same transaction. None of them has a receipt or usage. Fewer than `limit` means that these were the last ones.
 */
export async function reopenSome(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  why: string,
  limit: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ objects: number; bytes: bigint }[]>`
    with again as materialized (
      select seq from run_item
      where tenant_id = ${tenantId} and run_id = ${runId} and why = ${why} and outcome = 'failed'
      order by seq limit ${limit} for update
    ), reopened as (
      update run_item i set state = 'pending', outcome = null, why = null, detail = null, attempts = 0, slowed = 0,
        settled_at = null, not_before = null
      where i.tenant_id = ${tenantId} and i.run_id = ${runId} and i.seq = any(array(select seq from again))
      returning i.size_bytes
    ) select count(*)::int as objects, coalesce(sum(size_bytes), 0)::bigint as bytes from reopened`;
  const { objects, bytes } = row ?? { objects: 0, bytes: 0n };
  await tx.$executeRaw`
    update run set failed = failed - ${objects}::bigint, bytes_done = bytes_done - ${bytes}::bigint, attended_at = clock_timestamp()
    where tenant_id = ${tenantId} and id = ${runId}`;
  await tell(tx, runId);
  return objects;
}
