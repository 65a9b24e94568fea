import { z } from "zod";
import { asFault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { markUnstated } from "../plan/mark-unstated.ts";
import { dueMark, forecastMarks, reforecast } from "../plan/reforecast.ts";
import { ledger, planSettings } from "../plan/schema.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { allObjects } from "../sample/object-rows.ts";
import { findSample } from "../sample/rows.ts";
import { stratum } from "../sample/schema.ts";
import { actualQuantities } from "./cost-so-far.ts";
import { insertForecast, settledAmong, takenMarks } from "./forecast-rows.ts";
import { reasonCounts } from "./item-page-rows.ts";
import { liveLeases } from "./item-rows.ts";
import { findRun, type Progress } from "./rows.ts";
import { wireCounts } from "./schema.ts";

/**
 * Forecasts a run's ledger anew where it has reached the next mark, and keeps that: once for each mark, whoever gets there
 * first. Takes the marks that the caller knows to be taken, and tells which are now: nobody is asked where they say enough. A
 * forecast that cannot be made is logged, keeps no object from being signed, and is left to the next caller.
 */
export async function takeForecast(
  ctx: TenantCtx,
  runId: Id<"run">,
  progress: Progress,
  known: readonly number[],
): Promise<readonly number[]> {
  if (dueMark(progress, known) === null) return known;
  try {
    const taken = await ctx.read((tx) => takenMarks(tx, ctx.tenantId, runId));
    const mark = dueMark(progress, taken);
    if (mark === null) return taken;
    await forecastAt(ctx, runId, mark);
    return [...taken, mark];
  } catch (thrown) {
    ctx.log.event("error", "run.forecast", { runId, message: asFault(thrown).message });
    return forecastMarks;
  }
}

async function forecastAt(ctx: TenantCtx, runId: Id<"run">, mark: number): Promise<void> {
  const { tenantId } = ctx;
  await ctx.machineWrite(async (tx) => {
    const run = await findRun(tx, tenantId, runId);
    const sample = run && (await findSample(tx, tenantId, run.plan.sampleId as Id<"sample">));
    if (!run || !sample) return;
    const settings = planSettings.parse(run.plan.settings);
    const drawn = await allObjects(tx, tenantId, sample.id as Id<"sample">);
    const objects = await markUnstated(tx, tenantId, drawn, settings);
    const keys = objects.map(({ key }) => key);
    const groups = (await reasonCounts(tx, tenantId, runId)).map(({ objects, bytes, ...group }) => ({
      ...group,
      objects: Number(objects),
      bytes: Number(bytes),
    }));
    const forecast = reforecast({
      ledger: ledger.parse(run.plan.ledger),
      settings,
      strata: z.array(stratum).parse(sample.strata),
      objects,
      settled: await settledAmong(tx, tenantId, runId, keys),
      groups,
      inFlight: (await liveLeases(tx, tenantId, runId)).objects,
      population: { objects: Number(run.objects), bytes: Number(run.bytes) },
      actual: actualQuantities({ wire: wireCounts.parse(run.wire), signed: run.signed, stampsPaid: run.stampsPaid }),
    });
    const settled = run.signed + run.skipped + run.failed;
    const row = { tenantId, runId, mark, at: ctx.now(), objects: settled, bytes: run.bytesDone, forecast };
    await insertForecast(tx, row);
  });
}
