import { durable } from "../../lib/edge/function.ts";
import { dueLists, refreshDue } from "../../lib/trust/refresh-due.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Asks for one tenant's trust lists again, each in a step of its own. Few tenants at once: others' runs go on beside it. */
export const trustListsDue: FunctionMaker = (inngest, { ctxOf }) =>
  inngest.createFunction(
    {
      id: "trust-lists-due",
      triggers: { event: "trust-lists/due" },
      retries: 4,
      concurrency: [{ limit: 4 }, { key: "event.data.tenantId", limit: 1 }],
    },
    async ({ event, step }) => {
      const ctx = ctxOf(event.data.tenantId, "trust-refresh");
      const lists = await step.run("lists", () => durable(() => dueLists(ctx)));
      for (const listId of lists) await step.run(listId, () => durable(() => refreshDue(ctx, listId)));
      return { asked: lists.length };
    },
  );
