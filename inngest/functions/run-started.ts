import { durable } from "../../lib/edge/function.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { planSlices } from "../../lib/run/plan-slices.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Fills the run's rows, then hints at its slices, a page a step. */
export const runStarted: FunctionMaker = (inngest, { ctxOf }) =>
  inngest.createFunction(
    {
      id: "run-started",
      triggers: { event: "run/started" },
      retries: 10,
      checkpointing: { bufferedSteps: 1, maxRuntime: "5m" },
    },
    async ({ event, step }) => {
      const { tenantId, runId, epoch } = event.data;
      const ctx = ctxOf(tenantId, "run-started");
      await step.run("fill", () => durable(() => fillRun(ctx, { runId })));
      let after = -1;
      for (let page = 0; page < 40; page++) {
        const { next } = await step.run(`slices-${page}`, () =>
          durable(() => planSlices(ctx, { runId, epoch, after })),
        );
        if (next === null) return;
        after = next;
      }
      // More pages than one function should hold: the sweep finds the slices that were not hinted at.
    },
  );
