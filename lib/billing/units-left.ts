import type { CountInterval } from "../kernel/intervals.ts";

/** What a ledger foresaw of units, and how much of the run's objects is left. */
export interface Undertaking {
  planned: CountInterval;
  /** Objects of the run that are not settled, and all of them; null where the run's rows are not written yet. */
  left: bigint | null;
  objects: bigint;
}

/**
 * Units that a run will still take: its ledger's, by the share of its objects that are left. The estimate to the nearest, the
 * bounds outwards, and never more than one for each object.
 */
export function unitsLeft({ planned, left, objects }: Undertaking): CountInterval {
  if (left === null) return planned;
  if (left <= 0n || objects <= 0n) return { estimate: "0", low: "0", high: "0" };
  const share = (units: string, roundUp: bigint) => (BigInt(units) * left + roundUp) / objects;
  const capped = (units: bigint) => (units > left ? left : units).toString();
  return {
    estimate: capped(share(planned.estimate, objects / 2n)),
    low: capped(share(planned.low, 0n)),
    high: capped(share(planned.high, objects - 1n)),
  };
}
