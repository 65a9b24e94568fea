import { durable } from "../../lib/edge/function.ts";
import { reviveUnfinished } from "../../lib/run/revive-unfinished.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Every minute: finds the work whose events were lost. */
export const sweep: FunctionMaker = (inngest, { globalCtx, ctxOf }) =>
  inngest.createFunction({ id: "sweep", triggers: { cron: "* * * * *" }, retries: 2 }, async ({ step }) => {
    return step.run("revive", () =>
      durable(() => reviveUnfinished(globalCtx("sweep"), (tenantId) => ctxOf(tenantId, "sweep"))),
    );
  });
