import { z } from "zod";
import type { Stratum } from "../sample/schema.ts";
import { doneWork, type SettledGroup } from "./done-work.ts";
import { costOf, sumOf, trialOf, whole } from "./estimate-ledger.ts";
import { estimateWork } from "./estimate-work.ts";
import type { DrawnObject } from "./expected-work.ts";
import { plus } from "./interval-sums.ts";
import { linesOfWork, manifestBytesOf, paceOfRun, paceOfTrial, type Terms } from "./lines-of-work.ts";
import {
  countInterval,
  type Ledger,
  type LedgerLineId,
  ledgerLineIds,
  type PlanSettings,
  usdInterval,
} from "./schema.ts";
import { uniqueShare } from "./unique-share.ts";

/** At how many percent of its objects a run's ledger is forecast anew. */
export const forecastMarks = [1, 5, 20] as const;

/** What a run's ledger is expected to come to, as it was reckoned when so much of it was done. */
export const forecast = z.object({
  lines: z.array(z.object({ id: z.enum(ledgerLineIds), quantity: countInterval, costUsd: usdInterval })),
  total: usdInterval,
});
export type Forecast = z.output<typeof forecast>;

/** From so many settled objects on, what they took is taken to tell what the others will. */
const objectsMin = 100;

/**
 * A ledger forecast anew while its run goes on: what was counted so far, and what the sample says of the objects that are left,
 * drawn objects that are settled left out. That is multiplied, line by line, by what the settled objects really took over what
 * the ledger would have reckoned for exactly these: so retries, the size of manifests and the machine's pace are learnt from
 * the run, while a run that begins with its smallest objects is not taken for small. The interval is the sample's, of what is left.
 */
export function reforecast(input: {
  ledger: Ledger;
  settings: PlanSettings;
  strata: readonly Stratum[];
  objects: readonly DrawnObject[];
  /** Keys of drawn objects that are settled. */
  settled: ReadonlySet<string>;
  /** All settled objects of the run. */
  groups: readonly SettledGroup[];
  /** Objects in hand: what was counted of them is taken to be half of what they will take, and may be nothing or all. */
  inFlight: number;
  /** All objects of the run. */
  population: { objects: number; bytes: number };
  actual: Record<LedgerLineId, bigint>;
}): Forecast {
  const { ledger, settings, strata, objects, settled, groups, inFlight, population, actual } = input;
  const trial = trialOf(ledger);
  const atFirst: Terms = {
    settings,
    uniqueShare: uniqueShare({ objects: ledger.objects_total, unique: ledger.objects_unique }, objects),
    keyService: ledger.lines.some(({ id, quantity }) => id === "kms" && quantity.high !== "0"),
    manifestBytes: manifestBytesOf(trial, settings.timeStamp !== "none"),
    pace: paceOfTrial,
  };
  const doneObjects = groups.reduce((sum, group) => sum + group.objects, 0);
  const learnt = doneObjects >= objectsMin;
  const terms = learnt ? { ...atFirst, pace: paceOfRun } : atFirst;
  const doneBytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  const left = { objects: population.objects - doneObjects, bytes: population.bytes - doneBytes };
  const done = linesOfWork(doneWork(groups, trial, inspectMsPerByte(objects)), terms);
  const begun = Math.min(inFlight, left.objects);
  const leftOut = ({ key }: DrawnObject) => settled.has(key);
  const rest = linesOfWork(estimateWork({ strata, objects, settings, population: left, trial, leftOut }), terms);
  const lines = ledger.lines.map(({ id, price }) => {
    const counted = Number(actual[id]);
    const reckoned = done[id].estimate;
    const pace = learnt && reckoned > 0 ? counted / (reckoned * (1 + begun / 2 / doneObjects)) : 1;
    const share = (taken: number) => pace * (1 - taken / left.objects);
    const unbegun = {
      estimate: rest[id].estimate * share(begun / 2),
      low: rest[id].low * share(begun),
      high: rest[id].high * share(0),
    };
    const quantity = whole(plus({ estimate: counted, low: counted, high: counted }, unbegun));
    return { id, quantity, costUsd: costOf(quantity, price) };
  });
  return { lines, total: sumOf(lines.map(({ costUsd }) => costUsd)) };
}

function inspectMsPerByte(objects: readonly DrawnObject[]): number {
  const looked = objects.filter(({ inspectMs }) => inspectMs !== null);
  const bytes = looked.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0);
  return bytes === 0 ? 0 : looked.reduce((sum, { inspectMs }) => sum + (inspectMs ?? 0), 0) / bytes;
}

/** The highest mark that a run has reached and no forecast was taken at; null where there is none, or nothing is left to foresee. */
export function dueMark(run: { settled: bigint; objects: bigint }, taken: readonly number[]): number | null {
  if (run.settled >= run.objects) return null;
  const reached = forecastMarks.filter((mark) => run.settled * 100n >= run.objects * BigInt(mark)).at(-1);
  return reached === undefined || taken.some((mark) => mark >= reached) ? null : reached;
}
