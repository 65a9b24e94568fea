import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { findInventory, moveInventory } from "./rows.ts";
import type { InventoryView } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";

const sentences: Record<string, string> = {
  ready: "The inventory is ready: there is nothing left to stop.",
  failed: "The inventory has failed already.",
  cancelled: "The inventory was cancelled already.",
};

/** Ends an inventory under way. Throws Fault `not_found`, or `precondition` where it has ended. */
export async function endEarly(
  tx: Tx,
  { tenantId, id }: { tenantId: Id<"tenant">; id: Id<"inventory"> },
  end: { state: "cancelled" | "failed"; failure: string | null; finishedAt: Date },
): Promise<InventoryView> {
  const moved = await moveInventory(tx, { tenantId, id, from: ["requested", "collecting"] }, end);
  const row = await findInventory(tx, tenantId, id);
  if (!row) throw new Fault("not_found", "There is no such inventory in this workspace.");
  if (!moved) throw new Fault("precondition", sentences[row.state] ?? "The inventory has ended.");
  return showInventory(row);
}
