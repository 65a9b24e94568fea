import { expect, test } from "vitest";
import { drawFaults } from "../support/chaos/draw-faults.ts";

test("a seed draws the same faults again, and another seed draws others", () => {
  expect(drawFaults(7, 40)).toEqual(drawFaults(7, 40));
  expect(drawFaults(8, 40)).not.toEqual(drawFaults(7, 40));
});

test("every kind strikes before any strikes twice, one after another within the run", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const drawn = drawFaults(seed, 20);
    expect(new Set(drawn.slice(0, 12).map(({ fault }) => fault.kind)).size).toBe(12);
    const shares = drawn.map(({ atShare }) => atShare);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
  }
});
