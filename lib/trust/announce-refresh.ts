import type { Ctx } from "../ports/ctx.ts";
import { restMs } from "./refresh-due.ts";
import { listsToRefresh } from "./rows.ts";

/**
 * The schedule's work: one hint for each tenant with lists that were not asked for lately, so that nobody waits for
 * another's addresses. `round` is the schedule's tick, so that a repeat sends nothing twice.
 */
export async function announceRefresh(ctx: Ctx, round: string): Promise<{ tenants: number }> {
  const lists = await ctx.read((tx) => listsToRefresh(tx, new Date(ctx.now().getTime() - restMs)));
  const tenants = [...new Set(lists.map(({ tenantId }) => tenantId))];
  await ctx.ports.jobs.send(
    tenants.map((tenantId) => ({
      name: "trust-lists/due",
      id: `trust-lists:${tenantId}:${round}`,
      data: { tenantId },
    })),
  );
  return { tenants: tenants.length };
}
