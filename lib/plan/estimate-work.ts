import type { Stratum } from "../sample/schema.ts";
import { type Interval, stratifiedShare } from "../sample/wilson-interval.ts";
import { type DrawnObject, type ExpectedWork, expectedWork } from "./expected-work.ts";
import { times } from "./interval-sums.ts";
import { ratioEstimate } from "./ratio-estimate.ts";
import type { ExpectedOutcome, PlanSettings } from "./schema.ts";
import type { Trial } from "./try-plan.ts";

/** What is done with objects, from which every line of a ledger follows: see `lines-of-work.ts`. */
export interface Work {
  /** Objects that are signed. */
  signed: Interval;
  /** Objects that are asked of the store at all. */
  opened: Interval;
  /** Requests for objects beyond the first for each. */
  retried: Interval;
  /** Bytes of objects that are read. */
  bytesRead: Interval;
  /** Bytes of objects that are signed. */
  bytesSigned: Interval;
  /** Milliseconds of media processes. */
  mediaMs: Interval;
}

export interface EstimatedWork extends Work {
  /** Milliseconds that requests to the store take, one after the other. */
  networkMs: Interval;
  expected: (Omit<ExpectedOutcome, "objects"> & { objects: Interval })[];
}

/** Requests for small things after the asset was read (manifest put, read back, HEAD) take about as long as the read itself. */
const networkPerRead = 2;

/**
 * What a run would do, each with a 95 % interval: bytes and processor time by the ratio estimator over known bytes, counts of
 * objects by Wilson's interval for stratified shares. `population` is what is known exactly of the objects to be dealt with;
 * drawn objects that are not among them are `left_out` by their keys or by the caller.
 */
export function estimateWork(input: {
  strata: readonly Stratum[];
  objects: readonly DrawnObject[];
  settings: PlanSettings;
  population: { objects: number; bytes: number };
  /** What signing takes, as it was tried; null where it could not be. */
  trial: Pick<Trial, "msPerAsset" | "msPerByte"> | null;
  leftOut?: (object: DrawnObject) => boolean;
}): EstimatedWork {
  const { settings, population, trial, leftOut = () => false } = input;
  const judged = input.objects.map(
    (object): Judged => ({ object, work: leftOut(object) ? { kind: "left_out" } : expectedWork(object, settings) }),
  );
  const strata = input.strata.map(({ id, population: size }) => {
    const drawn = judged.filter(({ object }) => object.stratum === id);
    const within = drawn.filter(({ work }) => work.kind !== "left_out");
    return { size, drawn, within, inScope: drawn.length === 0 ? size : (size * within.length) / drawn.length };
  });
  const countOf = (hits: (judgement: Judged) => boolean): Interval => {
    const parts = strata.map(({ within, inScope }) => ({
      population: inScope,
      drawn: within.length,
      hits: within.filter(hits).length,
    }));
    return times(stratifiedShare(parts), population.objects);
  };
  const byBytes = (y: (judgement: Judged) => number): Interval =>
    ratioEstimate(
      strata.map(({ size, drawn }) => ({
        population: size,
        drawn: drawn.map((each) => ({
          x: each.work.kind === "left_out" ? 0 : Number(each.object.sizeBytes),
          y: y(each),
        })),
      })),
      population.bytes,
    );

  const signed = countOf(({ work }) => work.kind === "signed");
  const opened = countOf(({ work }) => getsOf(work) > 0);
  const bytesRead = byBytes(({ work }) => bytesOf(work));
  const bytesSigned = byBytes(({ work }) => (work.kind === "signed" ? work.bytesRead : 0));
  return {
    signed,
    opened,
    retried: byCount(strata, population.objects, ({ work }) => Math.max(0, getsOf(work) - 1)),
    bytesRead: boundedBytes(bytesRead, opened, population),
    bytesSigned: boundedBytes(bytesSigned, signed, population),
    mediaMs: byBytes(({ object, work }) => mediaMsOf(work, object, trial)),
    networkMs: byBytes(({ object, work }) => (work.kind === "left_out" ? 0 : (object.readMs ?? 0) * networkPerRead)),
    expected: expectedOutcomes(judged, countOf),
  };
}

type Judged = { object: DrawnObject; work: ExpectedWork };

function expectedOutcomes(
  judged: Judged[],
  countOf: (hits: (judgement: Judged) => boolean) => Interval,
): EstimatedWork["expected"] {
  const seen = new Map<string, Omit<ExpectedOutcome, "objects">>([["signed", { outcome: "signed", why: null }]]);
  for (const { work } of judged)
    if (work.kind === "skipped" || work.kind === "failed")
      seen.set(`${work.kind} ${work.why}`, { outcome: work.kind, why: work.why });
  return [...seen.entries()]
    .map(([name, each]) => ({ ...each, objects: countOf(({ work }) => nameOf(work) === name), name }))
    .sort((a, b) => order(a) - order(b) || b.objects.estimate - a.objects.estimate || (a.name < b.name ? -1 : 1))
    .map(({ name: _, ...each }) => each);
}

function order({ outcome }: { outcome: string }): number {
  return ["signed", "skipped", "failed"].indexOf(outcome);
}

function nameOf(work: ExpectedWork): string {
  return work.kind === "skipped" || work.kind === "failed" ? `${work.kind} ${work.why}` : work.kind;
}

function getsOf(work: ExpectedWork): number {
  return work.kind === "left_out" ? 0 : work.kind === "signed" ? 1 : work.gets;
}

/**
 * A media process's time for one object. One that is read and not signed is inspected, as the sample did it; without a trial,
 * signing and validating are taken to last as long as that inspection, which decoded the image and made a thumbnail.
 */
function mediaMsOf(
  work: ExpectedWork,
  { inspectMs }: DrawnObject,
  trial: Pick<Trial, "msPerAsset" | "msPerByte"> | null,
): number {
  if (work.kind === "left_out") return 0;
  if (work.kind !== "signed" || !trial) return inspectMs ?? 0;
  return trial.msPerAsset + trial.msPerByte * work.bytesRead;
}

function bytesOf(work: ExpectedWork): number {
  return work.kind === "left_out" ? 0 : work.bytesRead;
}

/** The total of y by the numbers of objects, which are known. */
function byCount(
  strata: { size: number; drawn: Judged[] }[],
  objects: number,
  y: (judgement: Judged) => number,
): Interval {
  const sampled = strata.map(({ size, drawn }) => ({
    population: size,
    drawn: drawn.map((each) => ({ x: each.work.kind === "left_out" ? 0 : 1, y: y(each) })),
  }));
  return ratioEstimate(sampled, objects);
}

/**
 * Bytes cannot be more than there are. A sample in which every object was read has no spread to show, so that the lower
 * bound is also taken from how sure the share of such objects is.
 */
function boundedBytes(bytes: Interval, objects: Interval, population: { bytes: number }): Interval {
  const sureness = objects.estimate > 0 ? objects.low / objects.estimate : 0;
  const estimate = Math.min(bytes.estimate, population.bytes);
  return {
    estimate,
    low: Math.min(bytes.low, estimate * sureness),
    high: Math.min(bytes.high, population.bytes),
  };
}
