import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { changeState } from "./change-state.ts";
import { runStates, settling } from "./schema.ts";
import { viewRun } from "./show-run.ts";

/** No object is claimed or begun from now on. Those in flight are signed, read back and settled as usual. */
export const pauseRun = verb({
  name: "run.pause",
  summary: "Begin no further object; tells how many are in flight, and when they settle",
  scope: "run.operate",
  input: z.object({ runId: idOf("run") }),
  output: z.object({ state: z.enum(runStates), inFlight: z.number().int(), settling: settling.nullable() }),
  async run(ctx, { runId }) {
    await changeState(ctx, runId, "pause");
    const { state, inFlight, settling } = await ctx.read((tx) => viewRun(tx, ctx.tenantId, runId, ctx.now()));
    return { state, inFlight, settling };
  },
});
