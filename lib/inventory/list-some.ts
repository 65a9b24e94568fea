import type { TenantCtx } from "../ports/ctx.ts";
import type { Store } from "../ports/store.ts";
import { assertCovered, type KeyRange } from "./key-ranges.ts";
import { type ListedBatch, listRanges } from "./list-ranges.ts";
import { rangesOf, saveRanges } from "./range-rows.ts";
import { objectRows, objectTable, saveProgress } from "./rows.ts";
import type { Collecting, Turn } from "./turn.ts";

/**
 * Lists from where the ranges are. What a batch held is stored before the ranges move on, and storing it twice adds
 * nothing, so a crash at any moment costs one batch of listing. True where every range was listed to its end.
 */
export async function listSome(
  ctx: TenantCtx,
  { id, checkpoint, prefixes }: Collecting,
  store: Store,
  { batchObjects, workers, mayGoOn, takeRequests }: Turn,
): Promise<boolean> {
  const where = { tenantId: ctx.tenantId, id };
  const ranges = await ctx.read((tx) => rangesOf(tx, where));
  const stored = new Map(ranges.map((range) => [range.seq, rangeText(range)]));
  let was = checkpoint;

  async function save({ objects, bytes, sidecars, ranges: now, workers: busy }: ListedBatch): Promise<boolean> {
    await ctx.ports.bulk.insert(ctx.tenantId, objectTable, objectRows(id, objects));
    const moved = now.filter((range) => stored.get(range.seq) !== rangeText(range));
    const progress = { objects: objects.length, bytes, sidecars, requests: takeRequests(), workers: busy };
    const saved = await ctx.machineWrite(async (tx) => {
      if (!(await saveProgress(tx, { ...where, was, now: ctx.now() }, progress))) return false;
      await saveRanges(tx, where, moved);
      return true;
    });
    if (!saved) return false;
    for (const range of moved) stored.set(range.seq, rangeText(range));
    was++;
    return true;
  }

  // Folders are one disk: more listers than a few only wait for one another.
  const listers = store.kind === "fs" ? Math.min(workers, 4) : workers;
  const bounds = { workers: listers, batchObjects, batchMs: 2_000, now: ctx.now };
  if (!(await listRanges(store, ranges, { ...bounds, mayGoOn, save }))) return false;
  assertCovered(prefixes, await ctx.read((tx) => rangesOf(tx, where)));
  return true;
}

function rangeText({ upTo, last, done }: KeyRange): string {
  return JSON.stringify([upTo, last, done]);
}
