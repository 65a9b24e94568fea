import { monthAfter } from "../usage/schema.ts";
import type { TierChange, TierTerms } from "./schema.ts";

/**
 * How a choice counts. A larger reservation counts at once, for the whole of the running month; a smaller one, or other prices for
 * as many units, from the next month on, because this month's are reserved. What holds now can be kept where it was to end.
 */
export function changeOf(wanted: TierTerms, current: TierTerms, next: TierTerms, month: string): TierChange {
  if (same(wanted, next)) return { kind: "same", fromMonth: same(wanted, current) ? month : monthAfter(month) };
  if (same(wanted, current)) return { kind: "keep", fromMonth: month };
  return BigInt(wanted.vex.reserved) > BigInt(current.vex.reserved)
    ? { kind: "raise", fromMonth: month }
    : { kind: "lower", fromMonth: monthAfter(month) };
}

/** Whether two terms are the same to the nano-dollar. */
export function same(one: TierTerms, other: TierTerms): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical({ tier, name, priceList, monthlyUsd, vex, fu }: TierTerms) {
  return [tier, name, priceList, monthlyUsd, vex, fu].map((part) =>
    typeof part === "string" ? part : [part.reserved, part.overage.map(({ upTo, usd }) => [upTo, usd])],
  );
}
