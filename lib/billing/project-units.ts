import type { CountInterval } from "../kernel/intervals.ts";
import { endOfMonth } from "../usage/schema.ts";
import { cheaperTier } from "./cheaper-tier.ts";
import type { Month } from "./month-standing.ts";
import { priceListOf } from "./price-list.ts";
import { rateSliceInterval } from "./rate-interval.ts";
import type { UnitProjection } from "./schema.ts";
import { exactly, overageInterval, sumCounts } from "./sum-counts.ts";

/**
 * What a run of so many units would add to a month and to its invoice. It is taken to fall into the month as a whole, after all
 * that is under way.
 */
export function projectUnits(
  { month, terms, used, underWay }: Month,
  planned: CountInterval,
  launched: { at: Date; secondsAtMost: number },
): UnitProjection {
  const before = sumCounts([exactly(used.vex), underWay.units]);
  const together = sumCounts([before, planned]);
  const [overBefore, overAfter] = [overageInterval(before, terms.vex), overageInterval(together, terms.vex)];
  const added = (part: keyof CountInterval) => (BigInt(overAfter[part]) - BigInt(overBefore[part])).toString();
  return {
    month,
    terms,
    soFar: used.vex.toString(),
    others: underWay,
    planned,
    together,
    overage: { estimate: added("estimate"), low: added("low"), high: added("high") },
    invoiceUsd: rateSliceInterval(before, planned, terms.vex),
    cheaper: cheaperTier({ ...used, vex: BigInt(together.estimate) }, terms, priceListOf(month)),
    crossesMonthEnd: launched.at.getTime() + launched.secondsAtMost * 1000 > endOfMonth(month).getTime(),
  };
}
