import { durable } from "../../lib/edge/function.ts";
import { announceRefresh } from "../../lib/trust/announce-refresh.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Once a day: who has trust lists whose addresses are to be asked again is told so. */
export const trustRefresh: FunctionMaker = (inngest, { globalCtx }) =>
  inngest.createFunction(
    { id: "trust-refresh", triggers: { cron: "41 3 * * *" }, retries: 4 },
    async ({ step, runId }) =>
      step.run("announce", () => durable(() => announceRefresh(globalCtx("trust-refresh"), runId))),
  );
