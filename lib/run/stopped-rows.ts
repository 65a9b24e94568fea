import type { Id } from "../kernel/ids.ts";
import type { FailReason } from "../kernel/outcome.ts";
import type { Tx } from "../ports/ctx.ts";

const why: FailReason = "replacing_stopped";

/** Settles the unsettled rows for which a replacement was written down as meant; tells how many they were. */
export async function settleStopped(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
): Promise<{ failed: number; bytes: number }> {
  const [row] = await tx.$queryRaw<{ failed: number; bytes: bigint }[]>`
    with stopped as (
      update run_item set state = 'settled', outcome = 'failed', why = ${why},
        detail = 'The manifest would be ' || (meant ->> 'label') || '.', settled_at = clock_timestamp(), not_before = null
      where tenant_id = ${tenantId} and run_id = ${runId} and state = 'pending' and outcome is null and meant is not null
      returning size_bytes
    ) select count(*)::int as failed, coalesce(sum(size_bytes), 0)::bigint as bytes from stopped`;
  return { failed: row?.failed ?? 0, bytes: Number(row?.bytes ?? 0) };
}
