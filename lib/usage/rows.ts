import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

export interface UsageRow {
  run: string | null;
  item: number | null;
  unit: "vex";
  quantity: number;
  receipt: string;
  at: string;
}

export async function insertUsage(tx: Tx, tenantId: Id<"tenant">, rows: readonly UsageRow[]): Promise<void> {
  await tx.$executeRaw`
    insert into usage (tenant_id, run_id, item_seq, unit, quantity, receipt_id, at)
    select ${tenantId}, run, item, unit, quantity, receipt, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as u(run text, item int, unit text, quantity int, receipt text, at timestamptz)`;
}

/** Units by UTC month, newest first. A month is half-open and counted by the receipt's server time. */
export async function usageByMonth(
  tx: Tx,
  tenantId: Id<"tenant">,
): Promise<{ month: string; unit: string; quantity: bigint }[]> {
  return tx.$queryRaw`
    select to_char(date_trunc('month', at at time zone 'UTC'), 'YYYY-MM') as month, unit, sum(quantity)::bigint as quantity
    from usage where tenant_id = ${tenantId} group by 1, 2 order by 1 desc, 2`;
}
