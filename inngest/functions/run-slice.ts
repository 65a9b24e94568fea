import { durable } from "../../lib/edge/function.ts";
import type { SliceHint } from "../../lib/ports/jobs.ts";
import { planSlices } from "../../lib/run/plan-slices.ts";
import { pump } from "../../lib/run/pump.ts";
import { sliceEvent } from "../../lib/run/run-events.ts";
import type { FunctionMaker } from "../function-maker.ts";

/**
 * Turns in one function, each up to two steps: replay costs grow with the square of their number, so that a long slice goes on in a new
 * one.
 */
const turnsMax = 20;

/** What is longer is no short pause between two tries: the next slice need not wait for it. */
const longWaitMs = 1_000;

/**
 * Looks after one slice: pumps it step by step until every row is settled, the run is paused, cancelled or over, or a later
 * start took its place. Hints at the next one when this one is done, or only waits for objects that back off.
 */
export const runSlice: FunctionMaker = (inngest, { ctxOf, pumpBudgetMs, leaseMs, slices }) =>
  inngest.createFunction(
    {
      id: "run-slice",
      triggers: { event: "run/slice" },
      retries: 20,
      concurrency: [
        { key: "event.data.tenantId", limit: slices.perTenant },
        { scope: "account", key: '"signer"', limit: slices.atOnce },
      ],
      priority: { run: "event.data.prioritySeconds" },
      cancelOn: [{ event: "run/cancelled", match: "data.runId" }],
      // After so long the place is given up, and taken again by whoever's turn it is: other tenants wait no longer.
      checkpointing: { bufferedSteps: 1, maxRuntime: "20s" },
    },
    async ({ event, step }) => {
      const { tenantId, runId, slice, epoch, stride } = event.data;
      const ctx = ctxOf(tenantId, "run-slice");
      let passedOn = event.data.passedOn;
      for (let turn = 0; turn < turnsMax; turn++) {
        const { state, waitMs } = await step.run(`pump-${turn}`, () =>
          durable(() => pump(ctx, { runId, slice, epoch, budgetMs: pumpBudgetMs, leaseMs })),
        );
        if (!passedOn && (state === "done" || (state === "open" && waitMs > longWaitMs))) {
          await step.run("next", () => durable(() => planSlices(ctx, { runId, epoch, stride, after: slice })));
          passedOn = true;
        }
        if (state !== "open") return { state };
        if (waitMs > 0) await step.sleep(`wait-${turn}`, Math.min(waitMs + 50, 60_000));
      }
      const hint = event.data as SliceHint;
      await step.sendEvent("go-on", sliceEvent({ ...hint, part: hint.part + 1, passedOn }));
      return { state: "continued" };
    },
  );
