import { durable } from "../../lib/edge/function.ts";
import { dueEvent } from "../../lib/stamp-debt/debt-events.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import type { FunctionMaker } from "../function-maker.ts";

const stepsMax = 40;

/** Pays one tenant's debts step by step, as long as some are due; the schedule comes back for what is due later. */
export const payStamps: FunctionMaker = (inngest, { ctxOf, pumpBudgetMs }) =>
  inngest.createFunction(
    {
      id: "pay-stamps",
      triggers: { event: "stamps/due" },
      retries: 8,
      concurrency: [{ key: "event.data.tenantId", limit: 1 }],
      checkpointing: { bufferedSteps: 1, maxRuntime: "10m" },
    },
    async ({ event, step }) => {
      const { tenantId, round, part } = event.data;
      const ctx = ctxOf(tenantId, "pay-stamps");
      for (let turn = 0; turn < stepsMax; turn++) {
        const { waitMs } = await step.run(`pay-${turn}`, () =>
          durable(() => payDebts(ctx, { budgetMs: pumpBudgetMs })),
        );
        if (waitMs !== 0) return { waitMs };
      }
      await step.sendEvent("go-on", dueEvent(ctx.tenantId, round, part + 1));
      return { waitMs: 0 };
    },
  );
