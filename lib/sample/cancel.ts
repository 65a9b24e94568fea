import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { changeSample, lockSample } from "./rows.ts";
import { sampleStates } from "./schema.ts";

/** Cancelling what is already cancelled changes nothing. */
export const cancelSample = verb({
  name: "sample.cancel",
  summary: "Stop drawing a sample; what was read so far stays to be looked at",
  scope: "inventory.operate",
  input: z.object({ sampleId: idOf("sample") }),
  output: z.object({ state: z.enum(sampleStates) }),
  run: (ctx, { sampleId }) =>
    ctx.write({ action: "sample.cancel", subject: sampleId }, async (tx) => {
      const state = await lockSample(tx, ctx.tenantId, sampleId);
      if (state === null) throw new Fault("not_found", "There is no such sample in this workspace.");
      if (state === "cancelled") return { state };
      if (state === "ready" || state === "failed")
        throw new Fault("precondition", `The sample is ${state} already: there is nothing left to cancel.`);
      await changeSample(tx, ctx.tenantId, sampleId, { state: "cancelled", finishedAt: ctx.now() });
      return { state: "cancelled" as const };
    }),
});
