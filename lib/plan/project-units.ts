import { parseUsd, usdString } from "../kernel/money.ts";
import type { CountInterval, PlanSettings, UnitProjection, UsdInterval } from "./schema.ts";

/**
 * What a run's service units would add to those that a month has already, and to its invoice: overage is what lies beyond the
 * reserved units, at the price that the plan was given. Exact in nano-dollars.
 */
export function projectUnits(
  month: string,
  soFar: bigint,
  planned: CountInterval,
  { overageUsdPerVex, reservedVexPerMonth = 0 }: Pick<PlanSettings, "overageUsdPerVex" | "reservedVexPerMonth">,
): UnitProjection {
  const reserved = BigInt(reservedVexPerMonth);
  const beyond = (units: bigint) => (units > reserved ? units - reserved : 0n);
  const added = (units: string) => beyond(soFar + BigInt(units)) - beyond(soFar);
  const projection = { month, soFar: soFar.toString(), planned, after: each(planned, (n) => soFar + BigInt(n)) };
  if (overageUsdPerVex === undefined) return { ...projection, overage: null };
  const price = parseUsd(overageUsdPerVex);
  return {
    ...projection,
    overage: {
      reserved: reserved.toString(),
      usdPerVex: overageUsdPerVex,
      soFar: beyond(soFar).toString(),
      added: each(planned, added),
      addedUsd: {
        estimate: usdString(price * added(planned.estimate)),
        low: usdString(price * added(planned.low)),
        high: usdString(price * added(planned.high)),
      } satisfies UsdInterval,
    },
  };
}

function each({ estimate, low, high }: CountInterval, of: (units: string) => bigint): CountInterval {
  return { estimate: of(estimate).toString(), low: of(low).toString(), high: of(high).toString() };
}
