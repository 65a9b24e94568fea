import type { Id } from "../kernel/ids.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { unfinishedWork } from "./rows.ts";
import { sweepRun } from "./sweep.ts";

/**
 * Goes over all unfinished work of all tenants. Inventories and samples are hinted at again as they are: their events'
 * ids carry the minute, and their verbs do nothing where the work is done or in hand.
 */
export async function reviveUnfinished(
  ctx: Ctx,
  ctxOf: (tenantId: Id<"tenant">) => TenantCtx,
): Promise<{ looked: number; revived: number; failed: number }> {
  const work = await ctx.read(unfinishedWork);
  let revived = 0;
  let failed = 0;
  for (const { kind, tenantId, id } of work) {
    try {
      if (kind !== "run") revived += await hintAgain(ctx, kind, tenantId, id);
      else if ((await sweepRun(ctxOf(tenantId), { runId: id as Id<"run"> })).did !== "nothing") revived++;
    } catch (thrown) {
      // One piece of work that cannot be looked after must not keep the others waiting, tenants' above all.
      failed++;
      ctx.log.event("error", "sweep.failed", { kind, tenantId, id, message: String(thrown) });
    }
  }
  return { looked: work.length, revived, failed };
}

async function hintAgain(ctx: Ctx, kind: "inventory" | "sample", tenantId: Id<"tenant">, id: string): Promise<number> {
  const tenMinutes = Math.floor(ctx.now().getTime() / 600_000);
  const eventId = `${kind}:${id}:sweep:${tenMinutes}`;
  await ctx.ports.jobs.send([
    kind === "inventory"
      ? { name: "inventory/requested", id: eventId, data: { tenantId, inventoryId: id } }
      : { name: "sample/requested", id: eventId, data: { tenantId, sampleId: id } },
  ]);
  return 1;
}
