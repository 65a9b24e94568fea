import { durable, sentenceOf } from "../../lib/edge/function.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { failInventory } from "../../lib/inventory/fail.ts";
import type { FunctionMaker } from "../function-maker.ts";

const turnsMax = 40;

/** Collects an inventory in turns; each step goes on where the one before it saved its progress. */
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
      const { tenantId, inventoryId, part = 0 } = event.data;
      const ctx = ctxOf(tenantId, "inventory-requested");
      for (let turn = 0; turn < turnsMax; turn++) {
        const { done } = await step.run(`collect-${turn}`, () =>
          durable(() => collectInventory(ctx, { inventoryId, budgetMs: 4 * pumpBudgetMs })),
        );
        if (done) return;
      }
      // A function with many steps is slow to replay: the rest is another's.
      await step.sendEvent("go-on", {
        name: "inventory/requested",
        id: `inventory/requested:${inventoryId}:${part + 1}`,
        data: { tenantId, inventoryId, part: part + 1 },
      });
    },
  );
