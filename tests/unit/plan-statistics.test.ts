import { describe, expect, test } from "vitest";
import { ratioEstimate } from "../../lib/plan/ratio-estimate.ts";
import { studentT975 } from "../../lib/sample/student-t.ts";
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

  test("a stratum of which ten are alike is not taken to be all alike, and where strata differ the interval is narrower", () => {
    const alike = stratifiedShare([{ population: 10_000, drawn: 10, hits: 10 }]);
    expect(alike.estimate).toBe(1);
    expect(alike.low).toBeLessThan(0.8);
    const differ = [
      { population: 5_000, drawn: 200, hits: 0 },
      { population: 5_000, drawn: 200, hits: 200 },
    ];
    const mixed = differ.map((stratum) => ({ ...stratum, hits: 100 }));
    const width = (of: { low: number; high: number }) => of.high - of.low;
    expect(width(stratifiedShare(differ))).toBeLessThan(width(stratifiedShare(mixed)) / 3);
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
