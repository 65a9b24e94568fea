import { durable } from "../../lib/edge/function.ts";
import { pump } from "../../lib/run/pump.ts";
import { sliceEvent } from "../../lib/run/run-events.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Steps in one function: replay costs grow with the square of their number, so a long slice goes on in a new one. */
const stepsMax = 40;

/** Looks after one slice: pumps it step by step until every row is settled, the run is paused, cancelled or over, or a later start took its place. */
export const runSlice: FunctionMaker = (inngest, { ctxOf, pumpBudgetMs, leaseMs }) =>
  inngest.createFunction(
    {
      id: "run-slice",
      triggers: { event: "run/slice" },
      retries: 20,
      concurrency: [
        { key: "event.data.tenantId", limit: 2 },
        { scope: "account", key: '"signer"', limit: 4 },
      ],
      cancelOn: [{ event: "run/cancelled", match: "data.runId" }],
      checkpointing: { bufferedSteps: 1, maxRuntime: "10m" },
    },
    async ({ event, step }) => {
      const { tenantId, runId, slice, epoch, part } = event.data;
      const ctx = ctxOf(tenantId, "run-slice");
      for (let turn = 0; turn < stepsMax; turn++) {
        const { state, waitMs } = await step.run(`pump-${turn}`, () =>
          durable(() => pump(ctx, { runId, slice, epoch, budgetMs: pumpBudgetMs, leaseMs })),
        );
        if (state !== "open") return { state };
        if (waitMs > 0) await step.sleep(`wait-${turn}`, Math.min(waitMs + 50, 60_000));
      }
      await step.sendEvent("go-on", sliceEvent(ctx.tenantId, runId, slice, epoch, part + 1));
      return { state: "continued" };
    },
  );
