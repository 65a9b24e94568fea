import type { Id } from "../kernel/ids.ts";
import { reasonSentence } from "../kernel/reasons.ts";
import { noReads, type ReadCounts } from "../usage/schema.ts";
import type { SampleObjectRow } from "./object-rows.ts";
import type { SampleRow } from "./rows.ts";
import type { SampleObjectView, SampleState, SampleView, Stratifier } from "./schema.ts";

export function showSample(
  row: SampleRow,
  counts: { drawn: number; read: number } | undefined,
  reads: ReadCounts = noReads,
): SampleView {
  return {
    id: row.id as Id<"sample">,
    inventoryId: row.inventoryId as Id<"inventory">,
    seed: row.seed,
    wanted: row.wanted,
    stratify: row.stratify as Stratifier[],
    state: row.state as SampleState,
    failure: row.failure,
    drawn: counts?.drawn ?? 0,
    read: counts?.read ?? 0,
    reads,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function showSampleObject(row: SampleObjectRow, hasThumbnail: boolean): SampleObjectView {
  const problem = row.problem as SampleObjectView["problem"];
  return {
    key: row.key,
    etag: row.etag,
    sizeBytes: row.sizeBytes.toString(),
    mime: row.mime,
    stratum: row.stratum,
    contentSha256: row.contentSha256,
    foundMime: row.foundMime,
    widthPx: row.widthPx,
    heightPx: row.heightPx,
    structure: row.structure as SampleObjectView["structure"],
    manifest: row.manifest as SampleObjectView["manifest"],
    manifestState: row.manifestState,
    manifestCodes: row.manifestCodes,
    problem,
    sentence: problem ? reasonSentence[problem] : null,
    readMs: row.readMs,
    inspectMs: row.inspectMs,
    hasThumbnail,
  };
}
