import { durable } from "../../lib/edge/function.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { planSlices } from "../../lib/run/plan-slices.ts";
import { startedEvent } from "../../lib/run/run-events.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Steps in one function: what is longer goes on in a new one. */
const stepsMax = 20;

/** Writes the run's rows, some seconds a step, then hints at its first slices; each of those hints at its next. */
export const runStarted: FunctionMaker = (inngest, { ctxOf, pumpBudgetMs, slices }) =>
  inngest.createFunction(
    {
      id: "run-started",
      triggers: { event: "run/started" },
      retries: 10,
      concurrency: [{ key: "event.data.tenantId", limit: 2 }],
      checkpointing: { bufferedSteps: 1, maxRuntime: "20s" },
    },
    async ({ event, step }) => {
      const { tenantId, runId, epoch, part } = event.data;
      const ctx = ctxOf(tenantId, "run-started");
      for (let turn = 0; turn < stepsMax; turn++) {
        const { state } = await step.run(`fill-${turn}`, () =>
          durable(() => fillRun(ctx, { runId, budgetMs: pumpBudgetMs })),
        );
        if (state === "filling") continue;
        // Twice as many as are at work at once: while one is done, the next waits already.
        const stride = slices.perTenant * 2;
        return step.run("slices", () => durable(() => planSlices(ctx, { runId, epoch, stride })));
      }
      await step.sendEvent("go-on", startedEvent(ctx.tenantId, runId, epoch, part + 1));
      return { sent: 0 };
    },
  );
