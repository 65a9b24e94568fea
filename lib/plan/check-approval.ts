import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { refuseAltered } from "./refuse-altered.ts";
import { findApproval, findPlan } from "./rows.ts";
import { planSettings } from "./schema.ts";

/**
 * Passes where the approval is of this very plan, to the byte. Throws Fault `not_found` for a plan or an approval that
 * does not exist, `precondition` for an approval of something else, the plan as it was before included.
 */
export async function checkApproval(
  ctx: TenantCtx,
  { planId, approvalId }: { planId: Id<"plan">; approvalId: Id<"approval"> },
): Promise<void> {
  const [plan, approval] = await ctx.read(async (tx) => [
    await findPlan(tx, ctx.tenantId, planId),
    await findApproval(tx, ctx.tenantId, approvalId),
  ]);
  if (!plan) throw new Fault("not_found", "There is no such plan in this workspace.");
  if (!approval) throw new Fault("not_found", "There is no such approval in this workspace.");
  if (approval.planId !== planId) throw new Fault("precondition", "The approval is of another plan.");
  try {
    refuseAltered(plan);
  } catch (cause) {
    throw new Fault("precondition", "The plan was changed after it was approved. Make a new plan and approve that.", {
      cause,
    });
  }
  if (planSettings.parse(plan.settings).mode === "embed-in-place" && approval.typedWords === null)
    throw new Fault("precondition", "The plan replaces objects, and nobody typed that it may. Approve it in words.");
  if (approval.planHash !== plan.hash)
    throw new Fault(
      "precondition",
      "The approval is of an earlier form of this plan. Look at the plan and approve it again.",
    );
}
