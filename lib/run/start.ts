import { z } from "zod";
import { actorText } from "../kernel/actor.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { checkApproval } from "../plan/check-approval.ts";
import { verb } from "../ports/ctx.ts";
import { findRunOfApproval, insertRun } from "./rows.ts";
import { startedEvent } from "./run-events.ts";

/**
 * Writes the run's row, then hints. Bound to one approval of one plan: the same approval again gives the run that it
 * already launched, and a plan that is not the approved one to the byte is refused with `precondition`.
 */
export const startRun = verb({
  name: "run.start",
  summary: "Launch the run of an approved plan",
  scope: "run.operate",
  input: z.object({ planId: idOf("plan"), approvalId: idOf("approval") }),
  output: z.object({ runId: idOf("run"), created: z.boolean() }),
  async run(ctx, { planId, approvalId }) {
    await checkApproval(ctx, { planId, approvalId });
    const earlier = await ctx.read((tx) => findRunOfApproval(tx, ctx.tenantId, approvalId));
    if (earlier) return { runId: earlier.id as Id<"run">, created: false };
    const now = ctx.now();
    const runId = newId("run", now);
    await ctx.write({ action: "run.start", subject: runId, detail: { planId, approvalId } }, (tx) =>
      insertRun(tx, { tenantId: ctx.tenantId, id: runId, planId, approvalId, createdBy: actorText(ctx.actor), now }),
    );
    await ctx.ports.jobs.send([startedEvent(ctx.tenantId, runId, 1)]);
    return { runId, created: true };
  },
});
