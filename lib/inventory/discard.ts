import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { dropObjects, markRemoved } from "./rows.ts";

/**
 * Removes an inventory's objects in an instant, however many they are; its row stays, marked as removed. False where somebody
 * reads them for longer than is waited: the caller's transaction is then to be given up.
 */
export async function discardInventory(
  tx: Tx,
  where: { tenantId: Id<"tenant">; id: Id<"inventory"> },
  removedAt: Date,
): Promise<boolean> {
  await markRemoved(tx, where, removedAt);
  return dropObjects(tx, where.id);
}
