import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import { reasonSentence } from "../kernel/reasons.ts";
import { verb } from "../ports/ctx.ts";
import { reasonCounts } from "./item-page-rows.ts";
import { findRun } from "./rows.ts";
import { readRunLedger, runLedger } from "./run-ledger.ts";
import { outcomeKinds, outcomeReason, runView } from "./schema.ts";
import { showRun } from "./show-run.ts";

/** The summary of a completion report: what became of how many objects, and why. The objects themselves are `run.list-items`. */
export const reportRun = verb({
  name: "run.report",
  summary: "What became of a run's objects, counted by outcome and reason, and its ledger beside what was counted",
  scope: "run.read",
  input: z.object({ runId: idOf("run") }),
  output: z.object({
    run: runView,
    ledger: runLedger,
    reasons: z.array(
      z.object({
        outcome: z.enum(outcomeKinds),
        why: outcomeReason.nullable(),
        sentence: z.string(),
        objects: z.string(),
        bytes: z.string(),
      }),
    ),
  }),
  run: (ctx, { runId }) =>
    ctx.read(async (tx) => {
      const row = await findRun(tx, ctx.tenantId, runId);
      if (!row) throw new Fault("not_found", "There is no such run in this workspace.");
      const reasons = await reasonCounts(tx, ctx.tenantId, runId);
      return {
        run: await showRun(tx, row, ctx.now()),
        ledger: await readRunLedger(tx, row),
        reasons: reasons.map(({ outcome, why, objects, bytes }) => ({
          outcome: outcome as (typeof outcomeKinds)[number],
          why: why as SkipReason | FailReason | null,
          sentence: why
            ? reasonSentence[why as SkipReason | FailReason]
            : "Signed, read back from the store, and Trusted against the signing identity's own anchor.",
          objects: objects.toString(),
          bytes: bytes.toString(),
        })),
      };
    }),
});
