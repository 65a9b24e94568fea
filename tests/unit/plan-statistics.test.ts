import { describe, expect, test } from "vitest";
import { ratioEstimate } from "../../lib/plan/ratio-estimate.ts";
import { studentT975 } from "../../lib/plan/student-t.ts";
import { allocate } from "../../lib/sample/allocate.ts";
import { seededRandom } from "../../lib/sample/seeded-random.ts";
import { stratifiedShare, wilsonInterval } from "../../lib/sample/wilson-interval.ts";

describe("against the textbooks", () => {
  test("Wilson's interval", () => {
    // 10 of 100, 0 of 10 and 15 of 148: published to four decimals.
    expect(wilsonInterval(0.1, 100).low).toBeCloseTo(0.0552, 4);
    expect(wilsonInterval(0.1, 100).high).toBeCloseTo(0.1744, 4);
    expect(wilsonInterval(0, 10)).toMatchObject({ low: 0 });
    expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775, 4);
    expect(wilsonInterval(15 / 148, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilsonInterval(15 / 148, 148).high).toBeCloseTo(0.1605, 4);
  });

  test("Student's t", () => {
    const table: [number, number][] = [
      [1, 12.706],
      [5, 2.571],
      [10, 2.228],
      [12, 2.179],
      [20, 2.086],
      [30, 2.042],
      [120, 1.98],
      [Number.POSITIVE_INFINITY, 1.96],
    ];
    for (const [degrees, t] of table) expect(studentT975(degrees)).toBeCloseTo(t, 3);
  });

  test("a census has no interval, and no sample tells nothing", () => {
    expect(stratifiedShare([{ population: 10, drawn: 10, hits: 3 }])).toEqual({ estimate: 0.3, low: 0.3, high: 0.3 });
    expect(stratifiedShare([])).toEqual({ estimate: 0, low: 0, high: 1 });
    const drawn = [1, 2, 3].map((x) => ({ x, y: 2 * x + x * x }));
    expect(ratioEstimate([{ population: 3, drawn }], 6)).toEqual({ estimate: 26, low: 26, high: 26 });
  });

  test("a ratio that always holds is found exactly", () => {
    const drawn = [5, 9, 100].map((x) => ({ x, y: 3 * x }));
    const { estimate, low, high } = ratioEstimate([{ population: 1000, drawn }], 7_000);
    expect(estimate).toBeCloseTo(21_000, 6);
    expect(high - low).toBeLessThan(1e-6);
  });

  test("with x = 1 it is the stratified mean and its standard error", () => {
    const ones = (...ys: number[]) => ys.map((y) => ({ x: 1, y }));
    const { estimate, high } = ratioEstimate([{ population: 100, drawn: ones(1, 2, 3, 4) }], 100);
    expect(estimate).toBe(250);
    // s² = 5/3, V = 100²·(1 − 0.04)·(5/3)/4 = 4000, t(3) = 3.182446.
    expect(high - estimate).toBeCloseTo(3.182446 * Math.sqrt(4000), 3);
  });
});

/** A bucket with sizes over five orders of magnitude, whose cost goes with size, with noise and exceptions. */
function skewedBucket(random: () => number) {
  return Array.from({ length: 20_000 }, () => {
    const x = Math.round(Math.exp(6 + 9 * random() ** 1.5));
    const signed = random() < 0.93;
    return { x, y: signed ? 20 + x * (0.9 + 0.2 * random()) : 0, signed };
  });
}

test("in at least 93 of 100 draws the intervals hold the truth, on a skewed bucket", () => {
  const random = seededRandom(20_261_121);
  const bucket = skewedBucket(random).sort((a, b) => a.x - b.x);
  const size = bucket.length / 10;
  const strata = Array.from({ length: 10 }, (_, i) => bucket.slice(i * size, (i + 1) * size));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const xTotal = sum(bucket.map(({ x }) => x));
  const truth = sum(bucket.map(({ y }) => y));
  const share = bucket.filter(({ signed }) => signed).length / bucket.length;
  const shares = strata.map((all, i) => ({
    id: `s${i}`,
    population: all.length,
    bytes: BigInt(sum(all.map(({ x }) => x))),
  }));
  const plan = allocate(shares, 400);

  const draws = 400;
  let totals = 0;
  let proportions = 0;
  let near = 0;
  for (let round = 0; round < draws; round++) {
    const drawn = strata.map((all, i) => take(all, plan.get(`s${i}`) ?? 0, random));
    const total = ratioEstimate(
      strata.map((all, i) => ({ population: all.length, drawn: drawn[i] ?? [] })),
      xTotal,
    );
    if (total.low <= truth && truth <= total.high) totals++;
    if (Math.abs(total.estimate / truth - 1) <= 0.05) near++;
    const proportion = stratifiedShare(
      drawn.map((all, i) => ({
        population: strata[i]?.length ?? 0,
        drawn: all.length,
        hits: all.filter(({ signed }) => signed).length,
      })),
    );
    if (proportion.low <= share && share <= proportion.high) proportions++;
  }
  expect(totals / draws).toBeGreaterThanOrEqual(0.93);
  expect(proportions / draws).toBeGreaterThanOrEqual(0.93);
  expect(near / draws).toBeGreaterThanOrEqual(0.93);
});

function take<T>(all: readonly T[], n: number, random: () => number): T[] {
  const pool = [...all];
  for (let i = 0; i < n; i++) {
    const j = i + Math.floor(random() * (pool.length - i));
    [pool[i], pool[j]] = [pool[j] as T, pool[i] as T];
  }
  return pool.slice(0, n);
}
