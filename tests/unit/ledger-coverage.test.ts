import { expect, test } from "vitest";
import { simulateLedger } from "../support/simulate-ledger.ts";
import { type ShapeName, shapeNames } from "../support/skewed-buckets.ts";

const draws = 200;
/** Two standard errors of the share of draws, at 95 %: what chance alone may take from it. */
const tolerance = 2 * Math.sqrt((0.95 * 0.05) / draws);

const told = ["requests_get", "requests_put", "egress", "cpu", "storage", "service_units", "total"];
/** What 400 objects do not tell within 5 % of so uneven a bucket: its intervals are wider, and say so. */
const vague: Partial<Record<ShapeName, string[]>> = {
  "Pareto sizes": ["cpu"],
  "many tiny": ["requests_put", "cpu", "storage", "service_units"],
};

test.each(shapeNames)("%s: intervals hold the truth 95 times in 100, and estimates are near it", (shape) => {
  const records = simulateLedger({ shape, objects: 20_000, wanted: 400, draws, seed: 20_261_126 });
  expect(records.map(({ line }) => line)).toEqual(expect.arrayContaining(told));
  for (const { line, coverage } of records) expect(coverage, line).toBeGreaterThanOrEqual(0.95 - tolerance);
  for (const { line, near } of records)
    if (told.includes(line) && !vague[shape]?.includes(line)) expect(near, line).toBeGreaterThanOrEqual(0.95);
});

test("a larger sample tells within 5 % what a small one does not", () => {
  const records = simulateLedger({ shape: "many tiny", objects: 20_000, wanted: 6_000, draws: 20, seed: 7 });
  for (const { line, near, halfWidth } of records) {
    if (!told.includes(line)) continue;
    expect(near, line).toBeGreaterThanOrEqual(0.95);
    expect(halfWidth, line).toBeLessThan(0.05);
  }
});
