import type { Stratum } from "../sample/schema.ts";
import type { Interval } from "../sample/wilson-interval.ts";
import { type EstimatedWork, estimateWork } from "./estimate-work.ts";
import type { DrawnObject } from "./expected-work.ts";
import { slower, times } from "./interval-sums.ts";
import { linesOfWork, manifestBytesOf, paceOfTrial } from "./lines-of-work.ts";
import type { LedgerLineId, PlanSettings } from "./schema.ts";
import type { StampAuthority } from "./stamp-authority.ts";
import type { Trial } from "./try-plan.ts";
import { uniqueShare } from "./unique-share.ts";

/** The objects that a run would have, counted exactly in the inventory. */
export interface Population {
  objects: number;
  unique: number;
  bytes: number;
}

/** One turn for each so many milliseconds: see the adapter's turns. */
function spacingMs({ requests, windowMs }: StampAuthority): number {
  return windowMs / requests;
}

/**
 * Whether a run waits for its stamps: where all that are worked on at once get a turn within the time-out, it does, and
 * goes at the authority's rate. Otherwise most get none in time, and become debts.
 */
export function stampsSetPace(authority: StampAuthority, parallel: number): boolean {
  return spacingMs(authority) * parallel * assetsPerProcess <= authority.timeoutMs;
}

/** How many assets a pump has in hand for each media process: lib/run/pump-work.ts. */
const assetsPerProcess = 4;

export interface Quantities {
  lines: Record<LedgerLineId, Interval>;
  expected: EstimatedWork["expected"];
  runtimeSec: Interval;
}

/** What a run would use and how long it would take, each with a 95 % interval. */
export function estimateQuantities(input: {
  strata: readonly Stratum[];
  objects: readonly DrawnObject[];
  settings: PlanSettings;
  population: Population;
  /** How many media processes work at once, and on how many cores. */
  parallel: number;
  cores: number;
  /** Whether every signature is a request to a key service. */
  keyService?: boolean;
  /** Who is asked for time-stamps; null where nobody is. */
  authority: StampAuthority | null;
  /** What signing takes, as it was tried; null where it could not be. */
  trial: Trial | null;
  /** How far the machine may be from its trial. */
  pace?: Interval;
}): Quantities {
  const { settings, population, authority, trial, parallel, cores, keyService = false, pace = paceOfTrial } = input;
  const work = estimateWork(input);
  const lines = linesOfWork(work, {
    settings,
    uniqueShare: uniqueShare(population, input.objects),
    keyService,
    manifestBytes: manifestBytesOf(trial, authority !== null),
    pace,
  });
  const waits = authority && stampsSetPace(authority, parallel) ? [times(lines.tsa, spacingMs(authority) / 1000)] : [];
  return {
    lines,
    expected: work.expected,
    runtimeSec: [
      times(lines.cpu, 1 / (1000 * Math.min(parallel, cores))),
      times(work.networkMs, 1 / (1000 * settings.concurrency)),
      ...waits,
    ].reduce(slower),
  };
}
