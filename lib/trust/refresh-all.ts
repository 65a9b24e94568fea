import type { Id } from "../kernel/ids.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { refreshTrustList } from "./refresh.ts";
import { listsToRefresh } from "./rows.ts";

/** Less than a day, so that a list which was refreshed late yesterday is not left out today. */
const restMs = 20 * 3_600_000;

/** Asks the addresses of all tenants' lists that were not asked lately. */
export async function refreshAll(
  ctx: Ctx,
  ctxOf: (tenantId: Id<"tenant">) => TenantCtx,
): Promise<{ asked: number; failed: number }> {
  const lists = await ctx.read((tx) => listsToRefresh(tx, new Date(ctx.now().getTime() - restMs)));
  let failed = 0;
  for (const { tenantId, id } of lists) {
    try {
      const { problem } = await refreshTrustList(ctxOf(tenantId), { listId: id });
      if (problem !== null) failed++;
    } catch (thrown) {
      // One list must not keep the others waiting.
      failed++;
      ctx.log.event("error", "trust-refresh.failed", { tenantId, id, message: String(thrown) });
    }
  }
  return { asked: lists.length, failed };
}
