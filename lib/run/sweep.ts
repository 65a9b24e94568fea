import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { finishCancelled } from "./finish-cancelled.ts";
import { countRevival, idleSeconds, lockRun, moveRun } from "./rows.ts";
import { startedEvent } from "./run-events.ts";

/** From half a minute to a quarter of an hour. */
const doublingsMax = 5;

/**
 * The machine's verb that finds what was lost: a run in which nothing is due, leased or settled for `idleSeconds` has no
 * function looking after it any more, and is started again under a new epoch. Each time in vain it waits twice as long for the next:
 * the run may only be waiting for its turn. A cancelling run whose worker died is ended.
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
      const { idle, revivals } = await idleSeconds(tx, tenantId, runId);
      if (idle < idleMax * 2 ** Math.min(revivals, doublingsMax)) return null;
      await countRevival(tx, tenantId, runId);
      await moveRun(tx, tenantId, runId, run.state, run.epoch + 1);
      return { epoch: run.epoch + 1 };
    });
    if (found === null) return { did: "nothing" as const };
    if (found === "ended") return { did: "ended" as const };
    await ctx.ports.jobs.send([startedEvent(tenantId, runId, found.epoch)]);
    return { did: "revived" as const };
  },
});
