import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import { failReasons } from "../kernel/outcome.ts";
import { reasonSentence } from "../kernel/reasons.ts";
import type { SampleDetail, ShareView, Stratum } from "./schema.ts";
import { stratifiedShare } from "./wilson-interval.ts";

/** The part of a drawn object that findings are counted by; `readMs` null for one that nobody looked at yet. */
export interface FoundObject {
  stratum: string;
  problem: string | null;
  manifest: string | null;
  readMs: number | null;
}

/** What the objects looked at so far say of the whole inventory, by shares weighted by stratum. */
export function findingsOf(strata: readonly Stratum[], objects: readonly FoundObject[]): SampleDetail["findings"] {
  const read = objects.filter(({ readMs }) => readMs !== null);
  const share = (hits: (object: FoundObject) => boolean) => shareOf(strata, read, hits);
  const fails: ReadonlySet<string> = new Set(failReasons);
  const problems = [...new Set(read.flatMap(({ problem }) => (problem === null ? [] : [problem])))]
    .map((code) => code as SkipReason | FailReason)
    .map((code) => ({ code, sentence: reasonSentence[code], ...share(({ problem }) => problem === code) }))
    .sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1));
  return {
    alreadySigned: share(({ manifest }) => manifest === "found"),
    typeMismatch: share(({ problem }) => problem === "type_mismatch"),
    skipped: share(({ problem }) => problem !== null && !fails.has(problem)),
    failed: share(({ problem }) => problem !== null && fails.has(problem)),
    problems,
  };
}

function shareOf(
  strata: readonly Stratum[],
  read: readonly FoundObject[],
  hits: (object: FoundObject) => boolean,
): ShareView {
  const counts = strata.map(({ id, population }) => {
    const drawn = read.filter(({ stratum }) => stratum === id);
    return { population, drawn: drawn.length, hits: drawn.filter(hits).length };
  });
  const { estimate, low, high } = stratifiedShare(counts);
  return { drawn: counts.reduce((sum, count) => sum + count.hits, 0), share: estimate, low, high };
}
