import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import { failReasons } from "../kernel/outcome.ts";
import { reasonSentence } from "../kernel/reasons.ts";
import type { SampleDetail, ShareView, Stratum } from "./schema.ts";
import { stratifiedShare } from "./wilson-interval.ts";

/** Objects that were looked at and are alike in what findings are counted by. */
export interface FoundObjects {
  stratum: string;
  problem: string | null;
  manifest: string | null;
  objects: number;
}

/** What the objects looked at so far say of the whole inventory, by shares weighted by stratum. */
export function findingsOf(strata: readonly Stratum[], found: readonly FoundObjects[]): SampleDetail["findings"] {
  const share = (hits: (objects: FoundObjects) => boolean) => shareOf(strata, found, hits);
  const fails: ReadonlySet<string> = new Set(failReasons);
  const problems = [...new Set(found.flatMap(({ problem }) => (problem === null ? [] : [problem])))]
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
  found: readonly FoundObjects[],
  hits: (objects: FoundObjects) => boolean,
): ShareView {
  const sum = (all: readonly FoundObjects[]) => all.reduce((total, { objects }) => total + objects, 0);
  const counts = strata.map(({ id, population }) => {
    const read = found.filter(({ stratum }) => stratum === id);
    return { population, drawn: sum(read), hits: sum(read.filter(hits)) };
  });
  const { estimate, low, high } = stratifiedShare(counts);
  return { drawn: counts.reduce((total, count) => total + count.hits, 0), share: estimate, low, high };
}
