import { formatUsd, parseUsd } from "../kernel/money.ts";
import { same } from "./change-of.ts";
import type { UnitProjection } from "./schema.ts";

/**
 * Why a projection that was frozen with a plan is no longer what its approver should go by: the month or its reservation is another, or
 * the run would add more to the invoice than was shown at most. Null where it still holds; that it became cheaper harms nobody.
 */
export function whyOutdated(frozen: UnitProjection | null, now: UnitProjection): string | null {
  if (frozen === null)
    return "The plan was estimated before plans said what a run adds to the month's invoice. Estimate it again.";
  if (frozen.month !== now.month)
    return `The plan was estimated for the invoice of ${frozen.month}, and its run would fall into ${now.month}. Estimate it again.`;
  if (!same(frozen.terms, now.terms))
    return `The plan was estimated with the reservation ${frozen.terms.name}, and since then ${
      frozen.terms.tier === now.terms.tier ? "its terms have changed" : `${now.terms.name} was reserved`
    }. Estimate it again.`;
  const [shown, would] = [parseUsd(frozen.invoiceUsd.high), parseUsd(now.invoiceUsd.estimate)];
  if (would > shown)
    return `More of ${now.month} is used or spoken for than when the plan was estimated: its run would add ${formatUsd(would)} to the invoice, and ${formatUsd(shown)} at most was shown. Estimate it again.`;
  return null;
}
