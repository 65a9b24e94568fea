import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { ReceiptBody } from "../receipt/schema.ts";
import { insertUsage } from "./rows.ts";

/**
 * What each receipt says that it costs, in the transaction that appended it. Unique per receipt and per run item: a second one
 * fails the transaction. A receipt that costs nothing, as for a repeated upload, has no row.
 */
export async function recordUsage(tx: Tx, tenantId: Id<"tenant">, receipts: readonly ReceiptBody[]): Promise<void> {
  const charged = receipts.filter(({ usage }) => usage.quantity > 0);
  if (charged.length === 0) return;
  await insertUsage(
    tx,
    tenantId,
    charged.map((body) => ({
      run: body.kind === "upload" ? null : body.run,
      item: body.kind === "upload" ? null : body.item,
      unit: body.usage.unit,
      quantity: body.usage.quantity,
      receipt: body.receipt,
      at: body.at,
    })),
  );
}
