import { type NanoUsd, parseUsd } from "../kernel/money.ts";
import type { UnitTerms } from "./schema.ts";

/** Units of a month beyond the reserved: max(0, u − reserved). */
export function overageOf(units: bigint, { reserved }: Pick<UnitTerms, "reserved">): bigint {
  const beyond = units - BigInt(reserved);
  return beyond > 0n ? beyond : 0n;
}

/**
 * What so many units of a month cost beyond its reservation, exactly: R(u) = Σ pᵢ · max(0, min(o, bᵢ) − bᵢ₋₁) with o the overage,
 * bᵢ the step's inclusive upper bound of overage units and b₀ = 0. The last step has no bound.
 */
export function rate(units: bigint, terms: UnitTerms): NanoUsd {
  const overage = overageOf(units, terms);
  let below = 0n;
  let cost = 0n;
  for (const { upTo, usd } of terms.overage) {
    const bound = upTo === null || BigInt(upTo) > overage ? overage : BigInt(upTo);
    if (bound > below) cost += parseUsd(usd) * (bound - below);
    below = upTo === null ? overage : BigInt(upTo);
  }
  return cost;
}

/** What a slice of a month costs that begins after `before` units: R(before + added) − R(before). */
export function rateSlice(before: bigint, added: bigint, terms: UnitTerms): NanoUsd {
  return rate(before + added, terms) - rate(before, terms);
}
