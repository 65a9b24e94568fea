import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import type { Interval } from "../sample/wilson-interval.ts";
import type { Work } from "./estimate-work.ts";
import type { Trial } from "./try-plan.ts";

/** Settled objects of one outcome and reason. */
export interface SettledGroup {
  outcome: string;
  why: string | null;
  objects: number;
  bytes: number;
}

/** Said before anything was asked of the store. */
const unopened: ReadonlySet<string> = new Set<SkipReason | FailReason>([
  "empty_object",
  "too_large",
  "metadata_missing",
  "metadata_unfit",
]);
/** Said of objects that the store was asked for, and whose bytes did not come. */
const unread: ReadonlySet<string> = new Set<SkipReason | FailReason>([
  "object_gone",
  "object_changed",
  "archived",
  "read_denied",
  "store_unavailable",
]);

/** What was done with settled objects, as the ledger would have reckoned it: known exactly, so that bounds and estimate are one. */
export function doneWork(
  groups: readonly SettledGroup[],
  trial: Pick<Trial, "msPerAsset" | "msPerByte"> | null,
  /** A media process's time for a byte of what is looked at and not signed, as the sample took it. */
  inspectMsPerByte: number,
): Work {
  const opened = groups.filter(({ why }) => why === null || !unopened.has(why));
  const read = opened.filter(({ why }) => why === null || !unread.has(why));
  const signed = groups.filter(({ outcome }) => outcome === "signed");
  const objects = (of: readonly SettledGroup[]) => of.reduce((sum, group) => sum + group.objects, 0);
  const bytes = (of: readonly SettledGroup[]) => of.reduce((sum, group) => sum + group.bytes, 0);
  const others = bytes(read) - bytes(signed);
  const mediaMs = trial
    ? trial.msPerAsset * objects(signed) + trial.msPerByte * bytes(signed) + inspectMsPerByte * others
    : inspectMsPerByte * bytes(read);
  return {
    signed: known(objects(signed)),
    opened: known(objects(opened)),
    retried: known(0),
    bytesRead: known(bytes(read)),
    bytesSigned: known(bytes(signed)),
    mediaMs: known(mediaMs),
  };
}

function known(value: number): Interval {
  return { estimate: value, low: value, high: value };
}
