import { Count } from "@/components/format/count";
import { Usd } from "@/components/format/usd";
import { Stat, StatRow } from "@/components/ui/stat";
import type { CountInterval, UnitProjection } from "@/lib/plan/schema.ts";

/** What a run's service units would add to the month's, and to its invoice. */
export function UnitFacts({ units }: { units: UnitProjection }) {
  const { month, soFar, planned, after, overage } = units;
  return (
    <>
      <StatRow>
        <Stat label={`Units in ${month}`} value={<Count value={soFar} />} detail="metered so far, UTC" />
        <Stat label="By this run" value={<Count value={planned.estimate} />} detail={<Between value={planned} />} />
        <Stat label="Together" value={<Count value={after.estimate} />} detail={<Between value={after} />} />
        {overage ? (
          <>
            <Stat
              label="Overage by this run"
              value={<Count value={overage.added.estimate} />}
              detail={
                <>
                  beyond <Count value={overage.reserved} /> reserved
                </>
              }
            />
            <Stat
              label="On the invoice"
              value={<Usd value={overage.addedUsd.estimate} />}
              detail={
                <>
                  <Usd value={overage.addedUsd.low} /> – <Usd value={overage.addedUsd.high} />
                </>
              }
            />
          </>
        ) : null}
      </StatRow>
      <p className="mt-2 max-w-prose text-pretty text-muted-foreground text-xs">
        {overage ? (
          <>
            At <Usd value={overage.usdPerVex} /> for each unit beyond the reserved ones, as given with the plan. The run
            is taken to fall into this month as a whole; other runs under way are not foreseen.
          </>
        ) : (
          "The plan names no price of a service unit, so that no overage is reckoned. Give one under Prices when you estimate."
        )}
      </p>
    </>
  );
}

function Between({ value: { low, high } }: { value: CountInterval }) {
  if (low === high) return null;
  return (
    <>
      <Count value={low} /> – <Count value={high} />
    </>
  );
}
