import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { changeState } from "./change-state.ts";
import { startedEvent } from "./run-events.ts";
import { runStates } from "./schema.ts";

/** Goes on where a paused run stopped: settled objects stay settled, the others are claimed again. */
export const resumeRun = verb({
  name: "run.resume",
  summary: "Go on with a paused run",
  scope: "run.operate",
  input: z.object({ runId: idOf("run") }),
  output: z.object({ state: z.enum(runStates) }),
  async run(ctx, { runId }) {
    const { state, epoch } = await changeState(ctx, runId, "resume");
    // Sent again where the run is running already: the event's id makes it one, and a lost one is made good.
    await ctx.ports.jobs.send([startedEvent(ctx.tenantId, runId, epoch)]);
    return { state };
  },
});
