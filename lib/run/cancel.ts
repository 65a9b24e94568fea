import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { changeState } from "./change-state.ts";
import { cancelledEvent } from "./run-events.ts";
import { runStates } from "./schema.ts";

/** Final: what is in flight settles, the rest stays unsigned. What was signed stays signed, with its receipts. */
export const cancelRun = verb({
  name: "run.cancel",
  summary: "End a run early; what is in flight settles, the rest stays unsigned",
  scope: "run.operate",
  input: z.object({ runId: idOf("run") }),
  output: z.object({ state: z.enum(runStates) }),
  async run(ctx, { runId }) {
    const { state } = await changeState(ctx, runId, "cancel");
    await ctx.ports.jobs.send([cancelledEvent(ctx.tenantId, runId)]);
    return { state };
  },
});
