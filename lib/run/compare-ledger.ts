import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { comparedLedger, compareLedger } from "../plan/compare-ledger.ts";
import { forecast } from "../plan/reforecast.ts";
import { ledger } from "../plan/schema.ts";
import { verb } from "../ports/ctx.ts";
import { actualQuantities } from "./cost-so-far.ts";
import { forecastsOf } from "./forecast-rows.ts";
import { findRun } from "./rows.ts";
import { wireCounts } from "./schema.ts";

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

export const runLedger = comparedLedger.extend({
  runId: idOf("run"),
  over: z.boolean().describe("Whether the run is finished, so that the actuals are of the whole"),
  forecasts: z
    .array(
      forecast.extend({
        mark: z.number().int().describe("Percent of the run's objects"),
        at: z.iso.datetime(),
        objects: count.describe("Settled when it was taken"),
        bytes: count.describe("Of these objects"),
      }),
    )
    .describe("What the ledger was expected to come to when so much was done; none from marks that a run leapt over"),
});
export type RunLedger = z.output<typeof runLedger>;

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
      const { signed, stampsPaid } = run;
      const actual = actualQuantities({ wire: wireCounts.parse(run.wire), signed, stampsPaid });
      const over = run.state === "finished";
      const rows = await forecastsOf(tx, ctx.tenantId, runId);
      return {
        ...compareLedger(ledger.parse(run.plan.ledger), actual, over),
        runId,
        over,
        forecasts: rows.map(({ mark, at, objects, bytes, ...row }) => ({
          ...forecast.parse(row.forecast),
          mark,
          at: at.toISOString(),
          objects: objects.toString(),
          bytes: bytes.toString(),
        })),
      };
    }),
});
