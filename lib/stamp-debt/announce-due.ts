import type { Ctx } from "../ports/ctx.ts";
import { dueEvent } from "./debt-events.ts";
import { tenantsWithDueStamps } from "./rows.ts";

/** The schedule's work: one hint for each tenant that has debts due. `round` is the schedule's tick, so that a repeat sends nothing twice. */
export async function announceDue(ctx: Ctx, round: string): Promise<{ tenants: number }> {
  const tenants = await ctx.read((tx) => tenantsWithDueStamps(tx, ctx.now()));
  if (tenants.length > 0) await ctx.ports.jobs.send(tenants.map((tenantId) => dueEvent(tenantId, round, 0)));
  return { tenants: tenants.length };
}
