import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { finishCancelled } from "./finish-cancelled.ts";
import { idleSeconds, lockRun, moveRun } from "./rows.ts";
import { startedEvent } from "./run-events.ts";

/**
 * The machine's verb that finds what was lost: a run in which nothing is due, leased or settled for `idleSeconds` has no
 * function looking after it any more, and is started again under a new epoch. A cancelling run whose worker died is ended.
 */
export const sweepRun = verb({
  name: "run.sweep",
  summary: "Revive a run whose events were lost",
  scope: "run.operate",
  input: z.object({ runId: idOf("run"), idleSeconds: z.number().min(0).default(30) }),
  output: z.object({ did: z.enum(["nothing", "revived", "ended"]) }),
  async run(ctx, { runId, idleSeconds: idleMax }) {
    const { tenantId } = ctx;
    const found = await ctx.machineWrite(async (tx) => {
      const run = await lockRun(tx, tenantId, runId);
      if (run?.state === "cancelling")
        return (await finishCancelled(tx, tenantId, runId)) === "cancelled" ? "ended" : null;
      if (!run || (run.state !== "running" && run.state !== "filling")) return null;
      if ((await idleSeconds(tx, tenantId, runId)) < idleMax) return null;
      await moveRun(tx, tenantId, runId, run.state, run.epoch + 1);
      return { epoch: run.epoch + 1 };
    });
    if (found === null) return { did: "nothing" as const };
    if (found === "ended") return { did: "ended" as const };
    await ctx.ports.jobs.send([startedEvent(tenantId, runId, found.epoch)]);
    return { did: "revived" as const };
  },
});
