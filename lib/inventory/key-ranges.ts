import { compareKeys } from "../kernel/compare-keys.ts";
import { Fault } from "../kernel/fault.ts";

/**
 * The keys below `prefix` that sort behind `after` (empty: all) and not behind `upTo` (null: all), with the last of them that
 * is safely stored. Any text may be a border, whether it is a key or not: what equals it lies in the range before it.
 */
export interface KeyRange {
  readonly seq: number;
  readonly prefix: string;
  readonly after: string;
  upTo: string | null;
  last: string;
  done: boolean;
  objects: number;
}

export function wholePrefix(prefix: string, seq: number): KeyRange {
  return { seq, prefix, after: "", upTo: null, last: "", done: false, objects: 0 };
}

export function isWithin(range: Pick<KeyRange, "after" | "upTo">, key: string): boolean {
  return compareKeys(key, range.after) > 0 && (range.upTo === null || compareKeys(key, range.upTo) <= 0);
}

/**
 * Ends a range at the first border and gives the ranges behind it, numbered from `nextSeq` on. Borders that are not
 * strictly inside what is still to be listed are left out: where none is, or nothing is left to list, the range stays and
 * the answer is empty.
 */
export function cutRange(range: KeyRange, borders: readonly string[], nextSeq: number): KeyRange[] {
  const { prefix, last, upTo } = range;
  const inside = [...new Set(borders)]
    .sort(compareKeys)
    .filter((border) => compareKeys(border, last) > 0 && (upTo === null || compareKeys(border, upTo) < 0));
  const [first] = inside;
  if (range.done || first === undefined) return [];
  range.upTo = first;
  return inside.map((after, at) => ({
    ...wholePrefix(prefix, nextSeq + at),
    after,
    upTo: inside[at + 1] ?? upTo,
    last: after,
  }));
}

/**
 * Passes where the ranges of each prefix are disjoint, cover all of its keys, and have each been listed to their end.
 * Throws Fault `internal` otherwise: such an inventory would lack objects, and must not become ready.
 */
export function assertCovered(prefixes: readonly string[], ranges: readonly KeyRange[]): void {
  for (const prefix of prefixes) {
    const own = ranges.filter((range) => range.prefix === prefix).sort((a, b) => compareKeys(a.after, b.after));
    let reached: string | null = "";
    for (const { after, upTo, done } of own) {
      if (after !== reached || !done) throw notCovered(prefix, after);
      reached = upTo;
    }
    if (reached !== null) throw notCovered(prefix, reached);
  }
  if (ranges.some(({ prefix }) => !prefixes.includes(prefix))) throw notCovered("", "another prefix");
}

function notCovered(prefix: string, at: string): Fault {
  return new Fault("internal", "The ranges of this listing do not cover its keys, so it was not made ready.", {
    details: { prefix, at },
  });
}
