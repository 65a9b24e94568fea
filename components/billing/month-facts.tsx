import { Count } from "@/components/format/count";
import { Usd } from "@/components/format/usd";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody } from "@/components/ui/card";
import { Stat, StatRow } from "@/components/ui/stat";
import type { BillingView } from "@/lib/billing/schema.ts";
import { MonthBar } from "./month-bar";
import { UnderWayWords } from "./under-way-words";

const unitNames = { vex: "Verified exchanges (VEx)", fu: "Fallback units (FU)" } as const;

/** How a month stands beside its reservation, and what it comes to. */
export function MonthFacts({ view, isRunning }: { view: BillingView; isRunning: boolean }) {
  const { terms, underWay, units, invoice, cheaper } = view;
  const { reservationUsd, soFarUsd, projectedUsd } = invoice;
  const overage = units.find(({ unit }) => unit === "vex");
  return (
    <div className="grid gap-4">
      <StatRow>
        <Stat label="Reservation" value={terms.name} detail={<PerMonth usd={reservationUsd} />} />
        <Stat
          label={isRunning ? "The month so far" : "The month"}
          value={<Usd value={soFarUsd} />}
          detail="reservation and overage"
        />
        {isRunning ? (
          <>
            <Stat
              label="As projected"
              value={<Usd value={projectedUsd.estimate} />}
              detail={
                projectedUsd.low === projectedUsd.high ? (
                  "with what is approved"
                ) : (
                  <>
                    <Usd value={projectedUsd.low} /> – <Usd value={projectedUsd.high} />
                  </>
                )
              }
            />
            <Stat
              label="Under way"
              value={<Count value={underWay.units.estimate} />}
              detail={<UnderWayWords underWay={underWay} />}
            />
          </>
        ) : null}
        <Stat
          label="Overage"
          value={<Count value={overage?.overage ?? "0"} />}
          detail={<Usd value={overage?.overageUsd ?? "0"} />}
        />
      </StatRow>
      {cheaper ? (
        <Callout title={`${cheaper.name} would be cheaper this month`}>
          Reserved for <Usd value={cheaper.monthlyUsd} /> a month, it would make this month as projected cost{" "}
          <Usd value={cheaper.savedUsd} /> less.
        </Callout>
      ) : null}
      <Card>
        <CardBody className="grid gap-6">
          {units.map((standing) => (
            <MonthBar key={standing.unit} standing={standing} label={unitNames[standing.unit]} />
          ))}
        </CardBody>
      </Card>
    </div>
  );
}

export function PerMonth({ usd }: { usd: string }) {
  return (
    <>
      <Usd value={usd} /> a month
    </>
  );
}
