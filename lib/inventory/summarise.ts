import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { duplicateTotals, totals, totalsByMime, totalsByPrefix } from "./object-rows.ts";
import { finishInventory } from "./rows.ts";
import type { InventoryState, InventorySummary } from "./schema.ts";

/**
 * Counts an inventory's rows, exactly and once, and makes it ready in the same transaction. False where it is in no
 * state of `from` any more, such as after a cancellation.
 */
export async function summariseAndFinish(
  tx: Tx,
  where: { tenantId: Id<"tenant">; id: Id<"inventory">; from: readonly InventoryState[] },
  end: { finishedAt: Date; sidecars?: number },
): Promise<boolean> {
  const all = await totals(tx, where);
  const prefixes = await totalsByPrefix(tx, where, 50);
  const duplicates = await duplicateTotals(tx, where);
  const summary: InventorySummary = {
    byMime: (await totalsByMime(tx, where)).map(({ mime, ...share }) => ({ mime, ...shown(share) })),
    byPrefix: prefixes.map(({ prefix, objects, bytes }) => ({ prefix, ...shown({ objects, bytes }) })),
    prefixes: String(prefixes[0]?.prefixes ?? 0n),
    oldest: all.oldest?.toISOString() ?? null,
    newest: all.newest?.toISOString() ?? null,
    duplicates: { groups: String(duplicates.groups), ...shown(duplicates) },
  };
  return finishInventory(tx, where, { ...end, summary, objects: all.objects, bytes: all.bytes });
}

function shown({ objects, bytes }: { objects: bigint; bytes: bigint }): { objects: string; bytes: string } {
  return { objects: String(objects), bytes: String(bytes) };
}
