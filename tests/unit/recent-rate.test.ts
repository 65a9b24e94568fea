import { expect, test } from "vitest";
import { makeRecentRate } from "../../lib/adapters/metrics/recent-rate.ts";

test("the rate is of the window alone: what is older is forgotten", () => {
  const rate = makeRecentRate(60_000, 0);
  rate.add(600, 100_000);
  rate.add(60, 130_000);
  expect(rate.perSecond(150_000)).toBe(11);
  expect(rate.perSecond(165_000)).toBe(1);
  expect(rate.perSecond(200_000)).toBe(0);
});

test("of a process younger than the window it is the rate of its life, and of a second at least", () => {
  const rate = makeRecentRate(60_000, 1_000);
  rate.add(20, 1_100);
  expect(rate.perSecond(1_100)).toBe(20);
  expect(rate.perSecond(11_000)).toBe(2);
});
