import { stampRoomBytes } from "../media/stamp-header.ts";
import type { Stratum } from "../sample/schema.ts";
import { type Interval, stratifiedShare } from "../sample/wilson-interval.ts";
import { type DrawnObject, type ExpectedWork, expectedWork } from "./expected-work.ts";
import { nothing, plus, product, slower, times } from "./interval-sums.ts";
import { ratioEstimate } from "./ratio-estimate.ts";
import type { ExpectedOutcome, LedgerLineId, PlanSettings } from "./schema.ts";
import type { StampAuthority } from "./stamp-authority.ts";
import type { Trial } from "./try-plan.ts";
import { writingOf } from "./writing-of.ts";

/** The objects that a run would have, counted exactly in the inventory. */
export interface Population {
  objects: number;
  unique: number;
  bytes: number;
}

/** The size of a manifest store with one signature, in bytes, where none could be made to try the plan out. */
export const manifestBytes: Interval = { estimate: 6_600, low: 4_000, high: 10_000 };

/** Requests for small things after the asset was read (manifest put, read back, HEAD) take about as long as the read itself. */
const networkPerRead = 2;

/** What signing an asset adds to the bucket besides the asset. Room for a time-stamp is kept whether it comes at once or later. */
export function manifestBytesOf(trial: Trial | null, stamped: boolean): Interval {
  if (trial) return trial.manifestBytes;
  const room = stamped ? stampRoomBytes : 0;
  return plus(manifestBytes, { estimate: room, low: room, high: room });
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
  expected: (Omit<ExpectedOutcome, "objects"> & { objects: Interval })[];
  runtimeSec: Interval;
}

/**
 * What a run would use, each with a 95 % interval: bytes and processor time by the ratio estimator over known bytes,
 * counts of objects by Wilson's interval for stratified shares. An interval made of several adds their bounds up, which
 * is on the wide side.
 */
export function estimateQuantities(input: {
  strata: readonly Stratum[];
  objects: readonly DrawnObject[];
  settings: PlanSettings;
  population: Population;
  /** How many media processes work at once. */
  parallel: number;
  /** Whether every signature is a request to a key service. */
  keyService?: boolean;
  /** Who is asked for time-stamps; null where nobody is. */
  authority: StampAuthority | null;
  /** What signing takes, as it was tried; null where it could not be. */
  trial: Trial | null;
}): Quantities {
  const { settings, population, authority, trial } = input;
  const judged = input.objects.map((object) => ({ object, work: expectedWork(object, settings) }));
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
  const retried = byCount(strata, population.objects, ({ work }) => Math.max(0, getsOf(work) - 1));
  const read = boundedBytes(
    byBytes(({ work }) => bytesOf(work)),
    opened,
    population,
  );
  const manifests = product(signed, manifestBytesOf(trial, authority !== null));
  const copies = boundedBytes(
    byBytes(({ work }) => (work.kind === "signed" ? work.bytesRead : 0)),
    signed,
    population,
  );
  const { form, replaces } = writingOf(settings);
  const embed = form === "embed";
  const beside = settings.sidecar === "same-path";
  const cpu = byBytes(({ object, work }) => mediaMsOf(work, object, trial));
  const network = byBytes(({ object, work }) => (work.kind === "left_out" ? 0 : (object.readMs ?? 0) * networkPerRead));
  // Objects of one content share one manifest in mode remote: it is stored under the name of its intent.
  const uniqueShare = population.objects === 0 ? 1 : population.unique / population.objects;
  // Objects of one content share their manifest and so one stamp; those that are signed at the same moment may each ask for one.
  const shared = { ...times(signed, uniqueShare), high: signed.high };
  const stamps = authority === null ? nothing : embed ? signed : shared;
  return {
    lines: {
      requests_list: nothing,
      requests_get: plus(opened, signed, retried),
      requests_put: beside ? times(signed, 2) : signed,
      // With stamps, one more: nobody pays for a stamp over what is stored already.
      requests_head: times(signed, (embed ? 0 : 1) + (authority ? 1 : 0)),
      egress: embed ? plus(read, copies, manifests) : plus(read, manifests),
      cpu,
      tsa: stamps,
      kms: input.keyService ? signed : nothing,
      // A signed copy in an object's own place adds its manifest alone.
      storage: replaces
        ? manifests
        : embed
          ? plus(copies, manifests)
          : plus(times(manifests, uniqueShare), beside ? manifests : nothing),
      service_units: signed,
    },
    expected: expectedOutcomes(judged, countOf),
    runtimeSec: [
      times(cpu, 1 / (1000 * input.parallel)),
      times(network, 1 / (1000 * settings.concurrency)),
      ...(authority && stampsSetPace(authority, input.parallel) ? [times(stamps, spacingMs(authority) / 1000)] : []),
    ].reduce(slower),
  };
}

type Judged = { object: DrawnObject; work: ExpectedWork };

function expectedOutcomes(
  judged: Judged[],
  countOf: (hits: (judgement: Judged) => boolean) => Interval,
): Quantities["expected"] {
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
function mediaMsOf(work: ExpectedWork, { inspectMs }: DrawnObject, trial: Trial | null): number {
  if (work.kind === "left_out") return 0;
  if (work.kind !== "signed" || !trial) return inspectMs ?? 0;
  return trial.msPerAsset + trial.msPerByte * work.bytesRead;
}

function bytesOf(work: ExpectedWork): number {
  return work.kind === "left_out" ? 0 : work.bytesRead;
}

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
function boundedBytes(bytes: Interval, objects: Interval, population: Population): Interval {
  const sureness = objects.estimate > 0 ? objects.low / objects.estimate : 0;
  const estimate = Math.min(bytes.estimate, population.bytes);
  return {
    estimate,
    low: Math.min(bytes.low, estimate * sureness),
    high: Math.min(bytes.high, population.bytes),
  };
}
