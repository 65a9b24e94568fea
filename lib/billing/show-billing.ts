import { centsString, parseUsd } from "../kernel/money.ts";
import { type MeteredUnit, meteredUnits } from "../usage/schema.ts";
import { changeOf, same } from "./change-of.ts";
import { cheaperTier } from "./cheaper-tier.ts";
import type { Month } from "./month-standing.ts";
import { priceListNote, priceListOf } from "./price-list.ts";
import { overageOf, rate } from "./rate.ts";
import { rateInterval } from "./rate-interval.ts";
import { type BillingView, type ReservationView, type TierTerms, tierIds, type UnitStanding } from "./schema.ts";
import { exactly, overageInterval, sumCounts } from "./sum-counts.ts";

/** A month as screens show it. `running` is the month that it is now, in which a choice would be made. */
export function showBilling(
  shown: Month,
  running: { month: string; terms: TierTerms; next: TierTerms },
  choices: ReservationView[],
): BillingView {
  const { month, terms, since, underWay } = shown;
  const units = meteredUnits.map((unit) => standingOf(unit, shown));
  const [vex] = units;
  const sum = (of: (unit: UnitStanding) => string) =>
    centsString(units.reduce((total, unit) => total + parseUsd(of(unit)), parseUsd(terms.monthlyUsd)));
  const list = priceListOf(running.month);
  const isRunning = month === running.month;
  return {
    month,
    terms,
    since,
    next: isRunning && !same(running.next, terms) ? running.next : null,
    underWay,
    units,
    invoice: {
      reservationUsd: terms.monthlyUsd,
      soFarUsd: sum(({ overageUsd }) => overageUsd),
      projectedUsd: {
        estimate: sum(({ projectedUsd }) => projectedUsd.estimate),
        low: sum(({ projectedUsd }) => projectedUsd.low),
        high: sum(({ projectedUsd }) => projectedUsd.high),
      },
    },
    cheaper: isRunning && vex ? cheaperTier({ ...shown.used, vex: BigInt(vex.projected.estimate) }, terms, list) : null,
    priceList: {
      version: list.version,
      note: priceListNote,
      tiers: tierIds.map((tier) => ({
        terms: list.tiers[tier],
        change: changeOf(list.tiers[tier], running.terms, running.next, running.month),
      })),
    },
    choices,
  };
}

function standingOf(unit: MeteredUnit, { terms, used, underWay }: Month): UnitStanding {
  const [of, soFar] = [terms[unit], used[unit]];
  // Only signed assets are foreseen by ledgers.
  const projected = unit === "vex" ? sumCounts([exactly(soFar), underWay.units]) : exactly(soFar);
  return {
    unit,
    reserved: of.reserved,
    used: soFar.toString(),
    overage: overageOf(soFar, of).toString(),
    overageUsd: centsString(rate(soFar, of)),
    projected,
    projectedOverage: overageInterval(projected, of),
    projectedUsd: rateInterval(projected, of),
  };
}
