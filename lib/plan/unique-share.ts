import type { Interval } from "../sample/wilson-interval.ts";

/** What tells contents apart of a drawn object. */
export interface Content {
  etag: string;
  /** Null where the sample could not read it. */
  contentSha256: string | null;
}

/**
 * Contents by objects, from 0 to 1, with a 95 % interval. Exact where the sample read every object. Otherwise the inventory's
 * ETags say, which are digests of contents in most buckets; where they are not (files, uploads in parts, encryption), objects of one
 * content may have ETags of their own, and the drawn ones tell how many: pairs of these among n of N objects stand for
 * N(N−1)/(n(n−1)) as many, with Poisson's limits for how many were met by chance.
 */
export function uniqueShare(
  { objects, unique }: { objects: number; unique: number },
  drawn: readonly Content[],
): Interval {
  const listed = objects === 0 ? 1 : unique / objects;
  const read = drawn.filter((each): each is { etag: string; contentSha256: string } => each.contentSha256 !== null);
  const contents = new Map<string, string[]>();
  for (const { etag, contentSha256 } of read)
    contents.set(contentSha256, [...(contents.get(contentSha256) ?? []), etag]);
  if (objects > 0 && read.length >= objects) return known(contents.size / read.length);
  let hidden = 0;
  for (const etags of contents.values()) hidden += pairs(etags.length) - pairsAlike(etags);
  if (read.length < 2 || (hidden === 0 && read.every(({ etag }) => isDigest(etag)))) return known(listed);
  const each = pairs(objects) / pairs(read.length) / objects;
  const share = (met: number) => Math.max(contents.size / objects, listed - met * each);
  return { estimate: share(hidden), low: share(poissonHigh(hidden)), high: share(poissonLow(hidden)) };
}

/** An MD5 in hexadecimal: what S3 gives for an object that was put as one and is encrypted with no key of a key service. */
function isDigest(etag: string): boolean {
  return /^"?[0-9a-f]{32}"?$/i.test(etag);
}

function pairsAlike(etags: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const etag of etags) counts.set(etag, (counts.get(etag) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);
}

function pairs(of: number): number {
  return (of * (of - 1)) / 2;
}

/* Exact 95 % limits of a Poisson mean are quantiles of χ², here by the approximation of E. B. Wilson and M. M. Hilferty (1931). */

function poissonLow(met: number): number {
  return met === 0 ? 0 : met * (1 - 1 / (9 * met) - 1.96 / (3 * Math.sqrt(met))) ** 3;
}

function poissonHigh(met: number): number {
  return (met + 1) * (1 - 1 / (9 * (met + 1)) + 1.96 / (3 * Math.sqrt(met + 1))) ** 3;
}

function known(share: number): Interval {
  return { estimate: share, low: share, high: share };
}
