import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { lockRun, setLimits } from "./rows.ts";
import { runLimits, runView } from "./schema.ts";
import { viewRun } from "./show-run.ts";

const { priority, concurrency, maxInflight } = runLimits.shape;

/**
 * Changes what a run has to work with while it goes: its processes take new numbers with their next slice or their next few
 * seconds. What is left out stays; null gives the plan's number back, which is also the most there is.
 */
export const tuneRun = verb({
  name: "run.tune",
  summary: "Change a run's priority, and how many objects it works on and claims at once",
  scope: "run.operate",
  input: z.object({
    runId: idOf("run"),
    priority: priority.unwrap().optional(),
    concurrency: concurrency.unwrap().optional(),
    maxInflight: maxInflight.unwrap().optional(),
  }),
  output: runView,
  run: (ctx, { runId, ...limits }) =>
    ctx.write({ action: "run.tune", subject: runId, detail: limits }, async (tx) => {
      const run = await lockRun(tx, ctx.tenantId, runId);
      if (!run) throw new Fault("not_found", "There is no such run in this workspace.");
      if (run.state === "finished" || run.state === "cancelled")
        throw new Fault("precondition", "The run is over: there is nothing left to change.");
      await setLimits(tx, ctx.tenantId, runId, limits);
      return viewRun(tx, ctx.tenantId, runId, ctx.now());
    }),
});
