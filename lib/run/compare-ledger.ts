import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findRun } from "./rows.ts";
import { readRunLedger, runLedger } from "./run-ledger.ts";

export const compareRunLedger = verb({
  name: "run.compare-ledger",
  summary:
    "A run's approved ledger beside what was counted on the wire, line by line, and what was forecast on the way",
  scope: "run.read",
  input: z.object({ runId: idOf("run") }),
  output: runLedger,
  run: (ctx, { runId }) =>
    ctx.read(async (tx) => {
      const run = await findRun(tx, ctx.tenantId, runId);
      if (!run) throw new Fault("not_found", "There is no such run in this workspace.");
      return readRunLedger(tx, run);
    }),
});
