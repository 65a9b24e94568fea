import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { changeState } from "./change-state.ts";
import { liveLeases } from "./item-rows.ts";
import { runStates } from "./schema.ts";

/** No object is claimed from now on. Those in flight are signed, read back and settled as usual. */
export const pauseRun = verb({
  name: "run.pause",
  summary: "Stop claiming objects; those in flight settle",
  scope: "run.operate",
  input: z.object({ runId: idOf("run") }),
  output: z.object({ state: z.enum(runStates), inFlight: z.number().int() }),
  async run(ctx, { runId }) {
    const { state } = await changeState(ctx, runId, "pause");
    return { state, inFlight: await ctx.read((tx) => liveLeases(tx, ctx.tenantId, runId)) };
  },
});
