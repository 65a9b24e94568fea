import { durable, sentenceOf } from "../../lib/edge/function.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { failInventory } from "../../lib/inventory/fail.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Lists a bucket page by page; each step goes on at the cursor that the one before it saved. */
export const inventoryRequested: FunctionMaker = (inngest, { ctxOf, pumpBudgetMs }) =>
  inngest.createFunction(
    {
      id: "inventory-requested",
      triggers: { event: "inventory/requested" },
      retries: 8,
      // A hint that was sent twice waits for the first, then finds the work done.
      concurrency: [
        { key: "event.data.inventoryId", limit: 1 },
        { key: "event.data.tenantId", limit: 4 },
      ],
      onFailure: async ({ event, error }) => {
        const { tenantId, inventoryId } = event.data.event.data;
        await failInventory(ctxOf(tenantId, "inventory-requested"), { inventoryId, sentence: sentenceOf(error) });
      },
      checkpointing: { bufferedSteps: 1, maxRuntime: "10m" },
    },
    async ({ event, step }) => {
      const { tenantId, inventoryId } = event.data;
      const ctx = ctxOf(tenantId, "inventory-requested");
      for (let turn = 0; turn < 200; turn++) {
        const { done } = await step.run(`collect-${turn}`, () =>
          durable(() => collectInventory(ctx, { inventoryId, budgetMs: pumpBudgetMs })),
        );
        if (done) return;
      }
    },
  );
