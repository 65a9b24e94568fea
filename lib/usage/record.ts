import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { ReceiptBody } from "../receipt/schema.ts";
import { insertUsage } from "./rows.ts";

/** One VEx for each receipt, in the transaction that appended it. Unique per run item: a second one fails the transaction. */
export async function recordUsage(tx: Tx, tenantId: Id<"tenant">, receipts: readonly ReceiptBody[]): Promise<void> {
  if (receipts.length === 0) return;
  await insertUsage(
    tx,
    tenantId,
    receipts.map((body) => ({
      run: body.run,
      item: body.item,
      unit: body.usage.unit,
      quantity: body.usage.quantity,
      receipt: body.receipt,
      at: body.at,
    })),
  );
}
