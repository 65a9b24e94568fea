import { durable } from "../../lib/edge/function.ts";
import { announceDue } from "../../lib/stamp-debt/announce-due.ts";
import type { FunctionMaker } from "../function-maker.ts";

/** Every third minute: who owes stamps that are due is told so. */
export const stampsDue: FunctionMaker = (inngest, { globalCtx }) =>
  inngest.createFunction({ id: "stamps-due", triggers: { cron: "*/3 * * * *" }, retries: 2 }, ({ step, runId }) =>
    step.run("announce", () => durable(() => announceDue(globalCtx("stamps-due"), runId))),
  );
