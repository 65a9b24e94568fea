import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { refreshTrustList } from "./refresh.ts";
import { listsDue } from "./rows.ts";

/** Less than a day, so that a list which was refreshed late yesterday is not left out today. */
export const restMs = 20 * 3_600_000;

/** The tenant's lists whose addresses were not asked lately, longest first. */
export async function dueLists(ctx: TenantCtx): Promise<Id<"trustList">[]> {
  return ctx.read((tx) => listsDue(tx, ctx.tenantId, new Date(ctx.now().getTime() - restMs)));
}

/** One of them, in no more time than one address is given. Never throws: one list must not keep the others waiting. */
export async function refreshDue(ctx: TenantCtx, listId: Id<"trustList">): Promise<{ problem: string | null }> {
  try {
    const { problem } = await refreshTrustList(ctx, { listId });
    return { problem };
  } catch (thrown) {
    ctx.log.event("error", "trust-refresh.failed", { tenantId: ctx.tenantId, id: listId, message: String(thrown) });
    return { problem: String(thrown) };
  }
}
