import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findRun } from "./rows.ts";
import { runView } from "./schema.ts";
import { showRun } from "./show-run.ts";

export const getRun = verb({
  name: "run.get",
  summary: "How a run stands: counts by outcome, rates, time left, and cost so far beside the estimate",
  scope: "run.read",
  input: z.object({ runId: idOf("run") }),
  output: runView,
  run: (ctx, { runId }) =>
    ctx.read(async (tx) => {
      const row = await findRun(tx, ctx.tenantId, runId);
      if (!row) throw new Fault("not_found", "There is no such run in this workspace.");
      return showRun(tx, row, ctx.now());
    }),
});
