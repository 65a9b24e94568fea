import { durable } from "../../lib/edge/function.ts";
import { refreshAll } from "../../lib/trust/refresh-all.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Once a day: asks the addresses of trust lists whether they changed. */
export const trustRefresh: FunctionMaker = (inngest, { globalCtx, ctxOf }) =>
  inngest.createFunction({ id: "trust-refresh", triggers: { cron: "41 3 * * *" }, retries: 4 }, async ({ step }) =>
    step.run("refresh", () =>
      durable(() => refreshAll(globalCtx("trust-refresh"), (tenantId) => ctxOf(tenantId, "trust-refresh"))),
    ),
  );
