import { centsString, type NanoUsd, parseUsd } from "../kernel/money.ts";
import type { PriceList } from "./price-list.ts";
import { rate } from "./rate.ts";
import { type CheaperTier, type MonthUnits, type TierTerms, tierIds } from "./schema.ts";

/**
 * The tier under which a month of so many units is cheapest, where that is at least a cent cheaper. Only larger reservations
 * are looked at: a smaller one would not count before the next month.
 */
export function cheaperTier(units: MonthUnits, terms: TierTerms, { tiers }: PriceList): CheaperTier | null {
  const now = monthCost(units, terms);
  let best: CheaperTier | null = null;
  let bestCost = now;
  for (const each of tierIds.map((tier) => tiers[tier])) {
    if (BigInt(each.vex.reserved) <= BigInt(terms.vex.reserved)) continue;
    const cost = monthCost(units, each);
    const savedUsd = centsString(now - cost);
    if (cost >= bestCost || savedUsd === "0") continue;
    bestCost = cost;
    best = { tier: each.tier, name: each.name, monthlyUsd: each.monthlyUsd, savedUsd };
  }
  return best;
}

/** The reservation's price, and what lies beyond it. */
function monthCost({ vex, fu }: MonthUnits, terms: TierTerms): NanoUsd {
  return parseUsd(terms.monthlyUsd) + rate(vex, terms.vex) + rate(fu, terms.fu);
}
