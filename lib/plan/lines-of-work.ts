import { stampRoomBytes } from "../media/stamp-header.ts";
import type { Interval } from "../sample/wilson-interval.ts";
import type { Work } from "./estimate-work.ts";
import { nothing, plus, product, times } from "./interval-sums.ts";
import type { LedgerLineId, PlanSettings } from "./schema.ts";
import type { Trial } from "./try-plan.ts";
import { writingOf } from "./writing-of.ts";

/** What decides which requests and bytes a piece of work takes. */
export interface Terms {
  settings: PlanSettings;
  /** Contents by objects, from 0 to 1. */
  uniqueShare: Interval;
  /** Whether every signature is a request to a key service. */
  keyService: boolean;
  /** What signing an asset adds to the bucket besides the asset. */
  manifestBytes: Interval;
  /** What the processor takes for work, by what it took when that was tried. */
  pace: Interval;
}

/**
 * How far one machine's processor time for the same work is from one time to the next, beside idle and beside busy cores. Observed: the
 * trial of a plan on two cores, again and again, from 10 % less to 28 % more than its median.
 */
export const paceOfTrial: Interval = { estimate: 1, low: 0.85, high: 1.3 };
/** Where it is learnt from the run itself. */
export const paceOfRun: Interval = { estimate: 1, low: 1, high: 1 };

/** The size of a manifest store with one signature, in bytes, where none could be made to try the plan out. */
export const manifestBytes: Interval = { estimate: 6_600, low: 4_000, high: 10_000 };

/** What signing an asset adds to the bucket besides the asset. Room for a time-stamp is kept whether it comes at once or later. */
export function manifestBytesOf(trial: Pick<Trial, "manifestBytes"> | null, stamped: boolean): Interval {
  if (trial) return trial.manifestBytes;
  const room = stamped ? stampRoomBytes : 0;
  return plus(manifestBytes, { estimate: room, low: room, high: room });
}

/** The units of each line that work takes: an interval made of several adds their bounds up, which is on the wide side. */
export function linesOfWork(work: Work, terms: Terms): Record<LedgerLineId, Interval> {
  const { signed, opened, retried, bytesRead, bytesSigned, mediaMs } = work;
  const { settings, uniqueShare } = terms;
  const { form, replaces } = writingOf(settings);
  const embed = form === "embed";
  const beside = settings.sidecar === "same-path";
  const stamped = settings.timeStamp !== "none";
  const manifests = product(signed, terms.manifestBytes);
  // Objects of one content share their manifest and so one stamp; those that are signed at the same moment may each ask for one.
  const shared = { ...product(signed, uniqueShare), high: signed.high };
  return {
    requests_list: nothing,
    requests_get: plus(opened, signed, retried),
    requests_put: beside ? times(signed, 2) : signed,
    // With stamps, one more, but in an object's own place: nobody pays for a stamp over what is stored already.
    requests_head: times(signed, (embed ? 0 : 1) + (stamped && !replaces ? 1 : 0)),
    egress: embed ? plus(bytesRead, bytesSigned, manifests) : plus(bytesRead, manifests),
    cpu: product(mediaMs, terms.pace),
    tsa: stamped ? (embed ? signed : shared) : nothing,
    kms: terms.keyService ? signed : nothing,
    storage: replaces
      ? // A signed copy in an object's own place adds its manifest alone.
        manifests
      : embed
        ? plus(bytesSigned, manifests)
        : // Objects of one content share one manifest: it is stored under the name of its intent.
          plus(product(manifests, uniqueShare), beside ? manifests : nothing),
    service_units: signed,
  };
}
