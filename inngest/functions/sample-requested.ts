import { durable } from "../../lib/edge/function.ts";
import { drawSample } from "../../lib/sample/draw.ts";
import type { FunctionMaker } from "../function-maker.ts";

const turnsMax = 40;

/** Reads a sample's objects; each step goes on with those that were not read yet. */
export const sampleRequested: FunctionMaker = (inngest, { ctxOf, pumpBudgetMs }) =>
  inngest.createFunction(
    {
      id: "sample-requested",
      triggers: { event: "sample/requested" },
      retries: 8,
      // A hint that was sent twice waits for the first, then finds the work done.
      concurrency: [
        { key: "event.data.sampleId", limit: 1 },
        { key: "event.data.tenantId", limit: 4 },
      ],
      checkpointing: { bufferedSteps: 1, maxRuntime: "10m" },
    },
    async ({ event, step }) => {
      const { tenantId, sampleId, part = 0 } = event.data;
      const ctx = ctxOf(tenantId, "sample-requested");
      for (let turn = 0; turn < turnsMax; turn++) {
        const { done } = await step.run(`draw-${turn}`, () =>
          durable(() => drawSample(ctx, { sampleId, budgetMs: pumpBudgetMs })),
        );
        if (done) return;
      }
      // A function with many steps is slow to replay: the rest is another's.
      await step.sendEvent("go-on", {
        name: "sample/requested",
        id: `${sampleId}:requested:${part + 1}`,
        data: { tenantId, sampleId, part: part + 1 },
      });
    },
  );
