import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { unsettledSlices } from "./item-rows.ts";
import { readState } from "./rows.ts";
import { sliceEvent } from "./run-events.ts";

/** The machine's verb that hints at every slice with work left, a page of slices a call. */
export const planSlices = verb({
  name: "run.plan-slices",
  summary: "Send the hints for the slices of a run that have work left",
  scope: "run.operate",
  input: z.object({ runId: idOf("run"), epoch: z.number().int(), after: z.number().int().default(-1) }),
  output: z.object({ sent: z.number().int(), next: z.number().int().nullable() }),
  async run(ctx, { runId, epoch, after }) {
    const limit = 200;
    const slices = await ctx.read(async (tx) => {
      const run = await readState(tx, ctx.tenantId, runId);
      return run?.state === "running" ? unsettledSlices(tx, ctx.tenantId, runId, after, limit) : [];
    });
    if (slices.length > 0)
      await ctx.ports.jobs.send(slices.map((slice) => sliceEvent(ctx.tenantId, runId, slice, epoch, 0)));
    return { sent: slices.length, next: slices.length === limit ? (slices.at(-1) ?? null) : null };
  },
});
