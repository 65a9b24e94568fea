import { z } from "zod";
import { lockOrRefuse } from "../bucket/lock-or-refuse.ts";
import { holdInventory } from "../inventory/hold.ts";
import { actorText } from "../kernel/actor.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { checkApproval } from "../plan/check-approval.ts";
import { verb } from "../ports/ctx.ts";
import { bucketOfPlan, findRunOfApproval, insertRun } from "./rows.ts";
import { startedEvent } from "./run-events.ts";
import { runLimits } from "./schema.ts";

/**
 * Writes the run's row, then hints. Bound to one approval of one plan: the same approval again gives the run that it
 * already launched. A plan that is not the approved one to the byte is refused with `precondition`, a bucket that was
 * removed with `not_found`.
 */
export const startRun = verb({
  name: "run.start",
  summary: "Launch the run of an approved plan",
  scope: "run.operate",
  input: z.object({ planId: idOf("plan"), approvalId: idOf("approval"), ...runLimits.shape }),
  output: z.object({ runId: idOf("run"), created: z.boolean() }),
  async run(ctx, { planId, approvalId, priority, concurrency, maxInflight }) {
    await checkApproval(ctx, { planId, approvalId });
    const earlier = await ctx.read((tx) => findRunOfApproval(tx, ctx.tenantId, approvalId));
    if (earlier) return { runId: earlier.id as Id<"run">, created: false };
    const now = ctx.now();
    const runId = newId("run", now);
    try {
      const limits = { priority, concurrency, maxInflight };
      const act = { action: "run.start", subject: runId, detail: { planId, approvalId, ...limits } };
      await ctx.write(act, async (tx) => {
        // Whoever removes the bucket at this moment waits, and then finds this run; or was first, and is found here.
        const bucketId = await bucketOfPlan(tx, ctx.tenantId, planId);
        if (bucketId) await lockOrRefuse(tx, ctx.tenantId, bucketId);
        await holdInventory(tx, ctx.tenantId, planId);
        const createdBy = actorText(ctx.actor);
        await insertRun(tx, { tenantId: ctx.tenantId, id: runId, planId, approvalId, ...limits, createdBy, now });
      });
    } catch (thrown) {
      // Two started it at once and the other was faster: its run is the approval's one run.
      const winner = await ctx.read((tx) => findRunOfApproval(tx, ctx.tenantId, approvalId));
      if (winner) return { runId: winner.id as Id<"run">, created: false };
      throw thrown;
    }
    await ctx.ports.jobs.send([startedEvent(ctx.tenantId, runId, 1)]);
    return { runId, created: true };
  },
});
