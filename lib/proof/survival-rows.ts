import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { StoredReceipt } from "../receipt/rows.ts";
import { stampOf } from "../receipt/schema.ts";

export interface DrawnRow extends StoredReceipt {
  mime: string;
}

/**
 * `count` signed objects of a run with their receipts, drawn by a seed: as evenly over the formats as there are objects
 * of each, so that a rare format is among them. The same seed draws the same. Where a stamp came later, the receipt that says so.
 */
export async function drawSigned(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  { count, seed }: { count: number; seed: number },
): Promise<DrawnRow[]> {
  return tx.$queryRaw`
    select r.id, r.seq, r.at, r.body, r.leaf, r.chain, drawn.mime
    from (
      select seq, mime, receipt_id, row_number() over (partition by mime order by md5(${String(seed)} || ':' || seq)) as turn
      from run_item where tenant_id = ${tenantId} and run_id = ${runId} and outcome = 'signed'
      order by turn, mime limit ${count}
    ) drawn
    left join receipt later on later.tenant_id = ${tenantId} and later.idempotency_key = ${stampOf("")} || drawn.receipt_id
    join receipt r on r.tenant_id = ${tenantId} and r.id = coalesce(later.id, drawn.receipt_id)
    order by drawn.mime, drawn.seq`;
}
