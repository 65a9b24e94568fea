import type { Id } from "../kernel/ids.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { tenantsWithEnding } from "./rows.ts";
import { warnAtDays, watchIdentities } from "./watch.ts";

const dayMs = 86_400_000;

/** The daily look, over all tenants in which something ends. */
export async function watchAll(
  ctx: Ctx,
  ctxOf: (tenantId: Id<"tenant">) => TenantCtx,
): Promise<{ tenants: number; rolled: number; warned: number; failed: number }> {
  const until = new Date(ctx.now().getTime() + warnAtDays[0] * dayMs);
  const tenants = await ctx.read((tx) => tenantsWithEnding(tx, until));
  const did = { tenants: tenants.length, rolled: 0, warned: 0, failed: 0 };
  for (const tenantId of tenants) {
    try {
      const { rolled, warned } = await watchIdentities(ctxOf(tenantId), {});
      did.rolled += rolled;
      did.warned += warned;
    } catch (thrown) {
      // One tenant that cannot be looked after must not keep the others from their warning.
      did.failed++;
      ctx.log.event("error", "identity-watch.failed", { tenantId, message: String(thrown) });
    }
  }
  return did;
}
