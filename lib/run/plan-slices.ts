import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { openSlices } from "./item-rows.ts";
import { prioritySeconds } from "./priority.ts";
import { readState } from "./rows.ts";
import { sliceEvent } from "./run-events.ts";

/**
 * The machine's verb that hints at slices with work left: one for each of `stride` chains at a start, and the next of its own
 * chain after a slice that is done. A run has so many slices waiting and no more, however many objects it has, and a
 * priority that is changed holds from the next hint on.
 */
export const planSlices = verb({
  name: "run.plan-slices",
  summary: "Send the hints for the next slices of a run that have work left",
  scope: "run.operate",
  input: z.object({
    runId: idOf("run"),
    epoch: z.number().int(),
    stride: z.number().int().min(1).max(1_000).describe("How many slices of the run are hinted at, at once"),
    after: z.number().int().min(0).optional().describe("The slice that is done; without it the run starts"),
  }),
  output: z.object({ sent: z.number().int() }),
  async run(ctx, { runId, epoch, stride, after }) {
    const { tenantId } = ctx;
    const found = await ctx.read(async (tx) => {
      const run = await readState(tx, tenantId, runId);
      if (run?.state !== "running" || run.epoch !== epoch) return null;
      const firsts = after === undefined ? { from: 0, to: stride - 1 } : { from: after + stride, to: after + stride };
      return { run, slices: await openSlices(tx, { tenantId, runId, stride, ...firsts }) };
    });
    if (!found || found.slices.length === 0) return { sent: 0 };
    const shared = {
      tenantId,
      runId,
      epoch,
      part: 0,
      stride,
      passedOn: false,
      prioritySeconds: prioritySeconds[found.run.priority],
    };
    await ctx.ports.jobs.send(found.slices.map((slice) => sliceEvent({ ...shared, slice })));
    return { sent: found.slices.length };
  },
});
