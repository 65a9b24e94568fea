import { z } from "zod";
import { type Id, idOf } from "../kernel/ids.ts";
import { comparedLedger, compareLedger } from "../plan/compare-ledger.ts";
import { forecast } from "../plan/reforecast.ts";
import { ledger } from "../plan/schema.ts";
import type { Tx } from "../ports/ctx.ts";
import { actualQuantities } from "./cost-so-far.ts";
import { forecastsOf } from "./forecast-rows.ts";
import type { RunRow } from "./rows.ts";
import { wireCounts } from "./schema.ts";

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

/** A run's approved ledger beside what was counted of the run, and what was forecast on the way. */
export const runLedger = comparedLedger.extend({
  runId: idOf("run"),
  over: z.boolean().describe("Whether the run is finished, not cancelled, so that the actuals are of the whole"),
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

export async function readRunLedger(tx: Tx, run: RunRow): Promise<RunLedger> {
  const { signed, stampsPaid } = run;
  const runId = run.id as Id<"run">;
  const actual = actualQuantities({ wire: wireCounts.parse(run.wire), signed, stampsPaid });
  const over = run.state === "finished";
  const rows = await forecastsOf(tx, run.tenantId as Id<"tenant">, runId);
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
}
