import type { CountInterval, UsdInterval } from "../kernel/intervals.ts";
import { centsString } from "../kernel/money.ts";
import { rate, rateSlice } from "./rate.ts";
import type { UnitTerms } from "./schema.ts";

/**
 * What a slice costs of which neither beginning nor length is certain, in whole cents: between the least and the most that any
 * beginning and any length within the intervals come to. Where units get cheaper by number, neither is at an end of the
 * beginnings: R(u + n) − R(u) is linear in u between the bounds of the steps, so that these are tried too.
 */
export function rateSliceInterval(before: CountInterval, added: CountInterval, terms: UnitTerms): UsdInterval {
  const costs = (length: bigint) =>
    beginnings(before, length, terms).map((beginning) => rateSlice(beginning, length, terms));
  return {
    estimate: centsString(rateSlice(BigInt(before.estimate), BigInt(added.estimate), terms)),
    low: centsString(costs(BigInt(added.low)).reduce((a, b) => (a < b ? a : b))),
    high: centsString(costs(BigInt(added.high)).reduce((a, b) => (a > b ? a : b))),
  };
}

/** What a month's units cost beyond its reservation, in whole cents. */
export function rateInterval({ estimate, low, high }: CountInterval, terms: UnitTerms): UsdInterval {
  const cost = (units: string) => centsString(rate(BigInt(units), terms));
  return { estimate: cost(estimate), low: cost(low), high: cost(high) };
}

function beginnings({ low, high }: CountInterval, length: bigint, { reserved, overage }: UnitTerms): bigint[] {
  const bounds = [0n, ...overage.flatMap(({ upTo }) => (upTo === null ? [] : [BigInt(upTo)]))].map(
    (bound) => BigInt(reserved) + bound,
  );
  const [from, to] = [BigInt(low), BigInt(high)];
  const inside = bounds.flatMap((bound) => [bound, bound - length]).filter((at) => at > from && at < to);
  return [from, ...inside, to];
}
