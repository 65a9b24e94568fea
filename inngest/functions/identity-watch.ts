import { durable } from "../../lib/edge/function.ts";
import { watchAll } from "../../lib/signer-identity/watch-all.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Once a day: looks at the signing identities that end within 30 days. */
export const identityWatch: FunctionMaker = (inngest, { globalCtx, ctxOf }) =>
  inngest.createFunction({ id: "identity-watch", triggers: { cron: "17 3 * * *" }, retries: 4 }, async ({ step }) =>
    step.run("watch", () =>
      durable(() => watchAll(globalCtx("identity-watch"), (tenantId) => ctxOf(tenantId, "identity-watch"))),
    ),
  );
