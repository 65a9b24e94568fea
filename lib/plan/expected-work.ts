import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import { failReasons } from "../kernel/outcome.ts";
import { judgeAsset } from "../media/judge-asset.ts";
import type { PlanSettings } from "./schema.ts";
import { writingOf } from "./writing-of.ts";

/** A drawn object as the sample stored it. */
export interface DrawnObject {
  key: string;
  etag: string;
  sizeBytes: bigint;
  mime: string;
  stratum: string;
  contentSha256: string | null;
  foundMime: string | null;
  widthPx: number | null;
  heightPx: number | null;
  structure: string | null;
  manifest: string | null;
  problem: string | null;
  readMs: number | null;
  inspectMs: number | null;
  /** Whether the plan's metadata lacks a value for it; not of the sample, but of the plan to be. */
  unstated?: boolean;
}

/** What a run would do with one drawn object; `left_out` lies under the run's own output prefixes. */
export type ExpectedWork =
  | { kind: "left_out" }
  | { kind: "signed"; bytesRead: number }
  | { kind: "skipped"; why: SkipReason; bytesRead: number; gets: number }
  | { kind: "failed"; why: FailReason; bytesRead: number; gets: number };

/** Where the run writes: what lies below is never an object of the run. */
export function outputPrefixes(settings: PlanSettings): string[] {
  return writingOf(settings).outputPrefixes;
}

/**
 * Judges a drawn object anew under the plan's own limits, from what the sample stored of it. What the sample could not
 * read stays what it was; an object over the sample's limit and under the plan's was never looked at, and counts as
 * one to sign.
 */
export function expectedWork(object: DrawnObject, settings: PlanSettings): ExpectedWork {
  const { key, mime, problem } = object;
  if (outputPrefixes(settings).some((prefix) => key.startsWith(prefix))) return { kind: "left_out" };
  const sizeBytes = Number(object.sizeBytes);
  const row = { key, sizeBytes, listedMime: mime };
  if (object.unstated) return { kind: "skipped", why: "metadata_missing", bytesRead: 0, gets: 0 };
  const early = judgeAsset({ ...row, inspection: null }, settings);
  if (early.kind !== "proceed") return { kind: early.kind, why: early.why, bytesRead: 0, gets: 0 } as ExpectedWork;
  if (isFailReason(problem) && object.structure === null) {
    const bytesRead = object.contentSha256 === null ? 0 : sizeBytes;
    const gets = problem === "store_unavailable" ? settings.retries + 1 : 1;
    return { kind: "failed", why: problem, bytesRead, gets };
  }
  const verdict = judgeAsset({ ...row, inspection: inspectionOf(object) }, settings);
  if (verdict.kind === "proceed") return { kind: "signed", bytesRead: sizeBytes };
  return { kind: verdict.kind, why: verdict.why, bytesRead: sizeBytes, gets: 1 } as ExpectedWork;
}

function isFailReason(problem: string | null): problem is FailReason {
  return failReasons.some((reason) => reason === problem);
}

type Inspection = NonNullable<Parameters<typeof judgeAsset>[0]["inspection"]>;

function inspectionOf({ structure, foundMime, widthPx, heightPx, manifest }: DrawnObject): Inspection | null {
  if (structure === null) return null;
  return {
    mime: foundMime,
    widthPx,
    heightPx,
    structure: structure as Inspection["structure"],
    manifest:
      manifest === "found"
        ? { kind: "found", label: "", state: "Well-Formed", codes: [], claimGenerator: null }
        : { kind: manifest === "several" ? "several" : "none" },
  };
}
