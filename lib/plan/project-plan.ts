import { runningMonth } from "../billing/month-standing.ts";
import { projectUnits } from "../billing/project-units.ts";
import type { UnitProjection } from "../billing/schema.ts";
import { whyOutdated } from "../billing/why-outdated.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx, Tx } from "../ports/ctx.ts";
import type { Ledger } from "./schema.ts";

/** What a plan's run would add to the running month and its invoice, as they stand now. `planId` is null for a plan to be. */
export async function projectPlan(
  tx: Tx,
  { tenantId, now }: TenantCtx,
  planId: Id<"plan"> | null,
  ledger: Ledger,
): Promise<UnitProjection> {
  const at = now();
  const month = await runningMonth(tx, tenantId, at, planId);
  return projectUnits(month, unitsOf(ledger), { at, secondsAtMost: Number(ledger.runtimeSec.high) });
}

/** Why the projection that is frozen with a plan is no longer what an approver should go by; null where it is. */
export async function outdatedProjection(
  tx: Tx,
  ctx: TenantCtx,
  planId: Id<"plan">,
  ledger: Ledger,
): Promise<string | null> {
  return whyOutdated(ledger.units, await projectPlan(tx, ctx, planId, ledger));
}

function unitsOf({ lines }: Pick<Ledger, "lines">) {
  const none = { estimate: "0", low: "0", high: "0" };
  return lines.find(({ id }) => id === "service_units")?.quantity ?? none;
}
