import type { Id } from "../kernel/ids.ts";
import type { TenantCtx, Tx } from "../ports/ctx.ts";
import { analyzeObjects, duplicateTotals, totals, totalsByMime, totalsByPrefix } from "./object-rows.ts";
import { finishInventory } from "./rows.ts";
import type { InventoryState, InventorySummary } from "./schema.ts";

/**
 * Counts an inventory's rows, exactly and once, and makes it ready in the transaction that `write` opens. Nothing is added
 * once an inventory has been collected, so each count may have a transaction of its own: ten million rows take a while.
 * False where it is in no state of `from` any more, such as after a cancellation.
 */
export async function summariseAndFinish(
  ctx: TenantCtx,
  where: { id: Id<"inventory">; from: readonly InventoryState[] },
  write: (finish: (tx: Tx) => Promise<boolean>) => Promise<boolean>,
): Promise<boolean> {
  const of = { tenantId: ctx.tenantId, id: where.id };
  await ctx.read((tx) => analyzeObjects(tx, of));
  const all = await ctx.read((tx) => totals(tx, of));
  const mimes = await ctx.read((tx) => totalsByMime(tx, of, 100));
  const prefixes = await ctx.read((tx) => totalsByPrefix(tx, of, 50));
  const duplicates = await ctx.read((tx) => duplicateTotals(tx, of));
  const summary: InventorySummary = {
    byMime: mimes.map(({ mime, ...share }) => ({ mime, ...shown(share) })),
    byPrefix: prefixes.map(({ prefix, objects, bytes }) => ({ prefix, ...shown({ objects, bytes }) })),
    prefixes: String(prefixes[0]?.prefixes ?? 0n),
    oldest: all.oldest?.toISOString() ?? null,
    newest: all.newest?.toISOString() ?? null,
    duplicates: { groups: String(duplicates.groups), ...shown(duplicates) },
  };
  const end = { summary, objects: all.objects, bytes: all.bytes, finishedAt: ctx.now() };
  return write((tx) => finishInventory(tx, { ...of, from: where.from }, end));
}

function shown({ objects, bytes }: { objects: bigint; bytes: bigint }): { objects: string; bytes: string } {
  return { objects: String(objects), bytes: String(bytes) };
}
