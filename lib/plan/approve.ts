import { z } from "zod";
import { lockBilling } from "../billing/rows.ts";
import { holdInventory } from "../inventory/hold.ts";
import { actorText } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import { idOf, newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { sameWords } from "./overwrite-words.ts";
import { outdatedProjection } from "./project-plan.ts";
import { refuseAltered } from "./refuse-altered.ts";
import { findPlan, insertApproval, lockPlan } from "./rows.ts";
import { approvalView, ledger } from "./schema.ts";
import { showApproval, wordsOf } from "./show-plan.ts";

/**
 * Somebody's yes to exactly what they saw: `hash` is the plan's as the approver was shown it. Approving again gives the
 * approval that this person gave before. Refused with `precondition` where what was shown of the month's invoice no longer
 * holds: another month, another reservation, or more to pay than was shown at most.
 */
export const approvePlan = verb({
  name: "plan.approve",
  summary: "Approve a plan and its ledger, named by the hash of both",
  scope: "plan.approve",
  input: z.object({
    planId: idOf("plan"),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal characters")
      .describe("The hash of the plan as it was shown to whoever approves"),
    typedWords: z
      .string()
      .max(500)
      .optional()
      .describe("What whoever approves typed: needed where the plan replaces objects, as `words` of the plan says it"),
  }),
  output: approvalView,
  run: (ctx, { planId, hash, typedWords }) =>
    ctx.write({ action: "plan.approve", subject: planId, detail: { hash, typedWords } }, async (tx) => {
      const { tenantId } = ctx;
      await lockPlan(tx, tenantId, planId);
      const plan = await findPlan(tx, tenantId, planId);
      if (!plan) throw new Fault("not_found", "There is no such plan in this workspace.");
      if (plan.hash !== hash)
        throw new Fault("precondition", "The plan is not the one that was shown: its hash differs. Look at it again.", {
          details: { shown: hash, plan: plan.hash },
        });
      refuseAltered(plan);
      await holdInventory(tx, tenantId, planId);
      const words = wordsOf(plan);
      if (words !== null && !sameWords(typedWords ?? "", words))
        throw new Fault("precondition", `This plan replaces objects. To approve it, type: ${words}`, {
          details: { what: "words", words },
        });
      const approvedBy = actorText(ctx.actor);
      const earlier = plan.approvals.find((each) => each.approvedBy === approvedBy && each.planHash === hash);
      if (earlier) return showApproval(earlier);
      // Whoever approves another plan or changes the reservation at this moment waits, or was first and is seen here.
      await lockBilling(tx, tenantId);
      const outdated = await outdatedProjection(tx, ctx, planId, ledger.parse(plan.ledger));
      if (outdated) throw new Fault("precondition", outdated, { details: { what: "projection" } });
      const now = ctx.now();
      const id = newId("approval", now);
      const row = { tenantId, id, planId, planHash: hash, approvedBy, typedWords: words, approvedAt: now };
      return showApproval(await insertApproval(tx, row));
    }),
});
