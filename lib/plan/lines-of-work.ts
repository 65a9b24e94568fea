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
  uniqueShare: number;
  /** Whether every signature is a request to a key service. */
  keyService: boolean;
  /** What signing an asset adds to the bucket besides the asset. */
  manifestBytes: Interval;
}

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
  const shared = { ...times(signed, uniqueShare), high: signed.high };
  return {
    requests_list: nothing,
    requests_get: plus(opened, signed, retried),
    requests_put: beside ? times(signed, 2) : signed,
    // With stamps, one more, but in an object's own place: nobody pays for a stamp over what is stored already.
    requests_head: times(signed, (embed ? 0 : 1) + (stamped && !replaces ? 1 : 0)),
    egress: embed ? plus(bytesRead, bytesSigned, manifests) : plus(bytesRead, manifests),
    cpu: mediaMs,
    tsa: stamped ? (embed ? signed : shared) : nothing,
    kms: terms.keyService ? signed : nothing,
    storage: replaces
      ? // A signed copy in an object's own place adds its manifest alone.
        manifests
      : embed
        ? plus(bytesSigned, manifests)
        : // Objects of one content share one manifest: it is stored under the name of its intent.
          plus(times(manifests, uniqueShare), beside ? manifests : nothing),
    service_units: signed,
  };
}
