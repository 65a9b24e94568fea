import { durable } from "../../lib/edge/function.ts";
import { reviveUnfinished } from "../../lib/run/revive-unfinished.ts";
import { pruneLeftovers } from "../../lib/tenant/prune-leftovers.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Every minute: finds the work whose events were lost, and removes what nobody asks for any more. */
export const sweep: FunctionMaker = (inngest, { globalCtx, ctxOf }) =>
  inngest.createFunction({ id: "sweep", triggers: { cron: "* * * * *" }, retries: 2 }, async ({ step }) => {
    await step.run("prune", () => durable(() => pruneLeftovers(globalCtx("sweep"))));
    return step.run("revive", () =>
      durable(() => reviveUnfinished(globalCtx("sweep"), (tenantId) => ctxOf(tenantId, "sweep"))),
    );
  });
