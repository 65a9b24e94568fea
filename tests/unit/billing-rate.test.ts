import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceListOf } from "../../lib/billing/price-list.ts";
import { overageOf, rate, rateSlice } from "../../lib/billing/rate.ts";
import { rateSliceInterval } from "../../lib/billing/rate-interval.ts";
import { tierIds, tierTerms, type UnitTerms, unitTerms } from "../../lib/billing/schema.ts";
import { centsString, parseUsd, usdString } from "../../lib/kernel/money.ts";

/** Terms small enough for their units to be counted one by one, with prices that rise as often as they fall. */
const terms = fc
  .record({
    reserved: fc.nat(30),
    widths: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
    prices: fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 5, maxLength: 5 }),
  })
  .map(({ reserved, widths, prices }): UnitTerms => {
    let upTo = 0;
    const bounds = widths.map((width) => {
      upTo += width;
      return String(upTo);
    });
    const step = (bound: string | null, at: number) => ({ upTo: bound, usd: usdString(BigInt(prices[at] ?? 0)) });
    return { reserved: String(reserved), overage: [...bounds, null].map(step) };
  });
const units = fc.nat(150).map(BigInt);

/** Each unit asked for its own price, one after another. */
function unitByUnit(used: bigint, { reserved, overage }: UnitTerms): bigint {
  let cost = 0n;
  for (let unit = 1n; unit <= used; unit++) {
    const nth = unit - BigInt(reserved);
    if (nth < 1n) continue;
    const step = overage.find(({ upTo }) => upTo === null || nth <= BigInt(upTo));
    cost += parseUsd(step?.usd ?? "");
  }
  return cost;
}

describe("the rate of a month", () => {
  test("is what its units cost one by one", () => {
    fc.assert(
      fc.property(terms, units, (of, used) => {
        expect(rate(used, of)).toBe(unitByUnit(used, of));
      }),
    );
  });

  test("never falls when units are added, and costs nothing within the reservation", () => {
    fc.assert(
      fc.property(terms, units, units, (of, some, more) => {
        expect(rate(some + more, of)).toBeGreaterThanOrEqual(rate(some, of));
        expect(rate(BigInt(of.reserved), of)).toBe(0n);
      }),
    );
  });

  test("is the sum of its slices, however it is cut", () => {
    fc.assert(
      fc.property(terms, fc.array(units, { maxLength: 8 }), (of, slices) => {
        let [before, sum] = [0n, 0n];
        for (const slice of slices) {
          sum += rateSlice(before, slice, of);
          before += slice;
        }
        expect(sum).toBe(rate(before, of));
      }),
    );
  });

  test("counts a step's bound in, and goes on at the last price", () => {
    const of: UnitTerms = {
      reserved: "100",
      overage: [
        { upTo: "10", usd: "0.5" },
        { upTo: "20", usd: "0.25" },
        { upTo: null, usd: "0.1" },
      ],
    };
    const usd = (used: bigint) => usdString(rate(used, of));
    expect([100n, 101n, 110n, 111n, 120n, 121n, 1_120n].map(usd)).toEqual([
      "0",
      "0.5",
      "5",
      "5.25",
      "7.5",
      "7.6",
      "107.5",
    ]);
    expect(overageOf(99n, of)).toBe(0n);
  });

  test("stays exact where a float would not", () => {
    const of: UnitTerms = { reserved: "0", overage: [{ upTo: null, usd: "0.000000001" }] };
    expect(usdString(rate(9_007_199_254_740_993n, of))).toBe("9007199.254740993");
    expect(centsString(rate(5_000_000n, of))).toBe("0.01");
    expect(centsString(rate(4_999_999n, of))).toBe("0");
  });
});

test("a slice that may begin and end anywhere within bounds costs between the least and the most of all its places", () => {
  const place = fc.tuple(fc.nat(60), fc.nat(40), fc.nat(40));
  const interval = ([low, below, above]: [number, number, number]) => ({
    low: String(low),
    estimate: String(low + below),
    high: String(low + below + above),
  });
  fc.assert(
    fc.property(terms, place, place, (of, before, added) => {
      const [from, length] = [interval(before), interval(added)];
      let [least, most] = [rateSlice(BigInt(from.low), BigInt(length.low), of), 0n];
      for (let at = BigInt(from.low); at <= BigInt(from.high); at++)
        for (let n = BigInt(length.low); n <= BigInt(length.high); n++) {
          const cost = rateSlice(at, n, of);
          if (cost < least) least = cost;
          if (cost > most) most = cost;
        }
      const told = rateSliceInterval(from, length, of);
      expect([told.low, told.high]).toEqual([centsString(least), centsString(most)]);
      expect(parseUsd(told.low)).toBeLessThanOrEqual(parseUsd(told.estimate));
      expect(parseUsd(told.estimate)).toBeLessThanOrEqual(parseUsd(told.high));
    }),
    { numRuns: 60 },
  );
});

describe("the price list", () => {
  test("reserves more and charges less by the unit from tier to tier", () => {
    const { tiers } = priceListOf("2026-11");
    const all = tierIds.map((tier) => tierTerms.parse(tiers[tier]));
    for (const [at, tier] of all.entries()) {
      const smaller = all[at - 1];
      if (!smaller) continue;
      expect(parseUsd(tier.monthlyUsd)).toBeGreaterThan(parseUsd(smaller.monthlyUsd));
      for (const unit of ["vex", "fu"] as const) {
        expect(BigInt(tier[unit].reserved)).toBeGreaterThan(BigInt(smaller[unit].reserved));
        expect(parseUsd(tier[unit].overage[0]?.usd ?? "")).toBeLessThan(parseUsd(smaller[unit].overage[0]?.usd ?? ""));
      }
      // Whoever uses a reservation up pays less than whoever has the smaller one and uses as much.
      expect(parseUsd(tier.monthlyUsd)).toBeLessThan(
        parseUsd(smaller.monthlyUsd) + rate(BigInt(tier.vex.reserved), smaller.vex),
      );
    }
  });

  test("gives the free sample 10,000 units a month for nothing", () => {
    const { free } = priceListOf("2026-11").tiers;
    expect(free.monthlyUsd).toBe("0");
    expect([rate(10_000n, free.vex), usdString(rate(10_001n, free.vex))]).toEqual([0n, "0.012"]);
  });

  test("refuses steps that do not grow or do not end", () => {
    const of = (...bounds: (string | null)[]) =>
      unitTerms.safeParse({ reserved: "0", overage: bounds.map((upTo) => ({ upTo, usd: "1" })) }).success;
    expect([of(null), of("1", null), of("5", "10", null)]).toEqual([true, true, true]);
    expect([of(), of("1"), of("5", "5", null), of(null, null), of("0", null), of("10", "9", null)]).not.toContain(true);
  });
});
