import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { openSlices } from "./item-rows.ts";
import { readState } from "./rows.ts";

/** The machine's verb for a driver without durable functions: the first slice with work left after another one, null where there is none to do. */
export const nextSlice = verb({
  name: "run.next-slice",
  summary: "The first slice of a running run that has work left",
  scope: "run.operate",
  input: z.object({ runId: idOf("run"), after: z.number().int().min(-1).default(-1) }),
  output: z.object({ slice: z.number().int().nullable() }),
  run: (ctx, { runId, after }) =>
    ctx.read(async (tx) => {
      const run = await readState(tx, ctx.tenantId, runId);
      if (run?.state !== "running") return { slice: null };
      const first = after + 1;
      const [slice] = await openSlices(tx, { tenantId: ctx.tenantId, runId, from: first, to: first, stride: 1 });
      return { slice: slice ?? null };
    }),
});
