import Link from "next/link";
import type { ReactNode } from "react";
import { Count } from "@/components/format/count";
import { Usd } from "@/components/format/usd";
import { Callout } from "@/components/ui/callout";
import { Stat, StatRow } from "@/components/ui/stat";
import type { UnitProjection } from "@/lib/billing/schema.ts";
import type { CountInterval, UsdInterval } from "@/lib/kernel/intervals.ts";
import { UnderWayWords } from "../billing/under-way-words";

/** What a run's service units would add to the month and to its invoice, as its approver was shown it. */
export function UnitFacts({ units, billingHref }: { units: UnitProjection | null; billingHref: string | null }) {
  if (!units)
    return (
      <Callout>
        The plan was estimated before plans said what a run adds to the month's invoice. Its receipts were metered all
        the same.
      </Callout>
    );
  const { month, terms, soFar, others, planned, together, overage, invoiceUsd, cheaper, crossesMonthEnd } = units;
  return (
    <>
      <StatRow>
        <Stat label={`Units in ${month}`} value={<Count value={soFar} />} detail="metered so far, UTC" />
        <Stat
          label="Approved already"
          value={<Count value={others.units.estimate} />}
          detail={<UnderWayWords underWay={others} />}
        />
        <Stat label="By this run" value={<Count value={planned.estimate} />} detail={<Between value={planned} />} />
        <Stat label="Together" value={<Count value={together.estimate} />} detail={<Between value={together} />} />
        <Stat label="Reserved" value={<Count value={terms.vex.reserved} />} detail={terms.name} />
        <Stat
          label="Overage by this run"
          value={<Count value={overage.estimate} />}
          detail={<Between value={overage} />}
        />
        <Stat
          label="On the invoice"
          value={<Usd value={invoiceUsd.estimate} />}
          detail={<Dollars value={invoiceUsd} />}
        />
      </StatRow>
      {cheaper ? (
        <Callout className="mt-3" title={`${cheaper.name} would be cheaper this month`}>
          Reserved for <Usd value={cheaper.monthlyUsd} /> a month, it would make {month} cost{" "}
          <Usd value={cheaper.savedUsd} /> less, with this run and all else that is approved.{" "}
          <Linked href={billingHref}>Reservations</Linked> are chosen by owners and whoever sees to the bills. This plan
          then has to be estimated again.
        </Callout>
      ) : null}
      <p className="mt-2 max-w-prose text-pretty text-muted-foreground text-xs">
        As it stood when the plan was estimated, and part of what is approved. The run is taken to fall into {month} as
        a whole, after everything that was approved before it
        {crossesMonthEnd
          ? "; launched then, it would go on beyond the month's end. What it signs after that counts in the next month and against that month's own reservation."
          : ": what it signs after the month's end (UTC) would count in the next month, against that month's own reservation."}{" "}
        Prices are those of the reservation {terms.name}.
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

function Dollars({ value: { low, high } }: { value: UsdInterval }) {
  if (low === high) return "exactly";
  return (
    <>
      <Usd value={low} /> – <Usd value={high} />
    </>
  );
}

function Linked({ href, children }: { href: string | null; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} className="underline underline-offset-4">
      {children}
    </Link>
  );
}
