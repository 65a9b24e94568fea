import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { runView } from "./schema.ts";
import { viewRun } from "./show-run.ts";

export const getRun = verb({
  name: "run.get",
  summary: "How a run stands: counts by outcome, rates, time left, and cost so far beside the estimate",
  scope: "run.read",
  input: z.object({ runId: idOf("run") }),
  output: runView,
  run: (ctx, { runId }) => ctx.read((tx) => viewRun(tx, ctx.tenantId, runId, ctx.now())),
});
