import { Count } from "@/components/format/count";
import { Usd } from "@/components/format/usd";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { BillingView, UnitTerms } from "@/lib/billing/schema.ts";
import { PerMonth } from "./month-facts";
import { type Reserve, ReserveTier } from "./reserve-tier";

/** The tiers of the price list. `reserve` is null for whoever may not choose. */
export function TiersTable({ view, reserve }: { view: BillingView; reserve: Reserve | null }) {
  return (
    <Table label="Tiers">
      <TableHead>
        <TableRow>
          <TableHeading>Tier</TableHeading>
          <TableHeading numeric wideOnly>
            VEx reserved a month
          </TableHeading>
          <TableHeading wideOnly>Each VEx of overage</TableHeading>
          <TableHeading numeric wideOnly>
            FU reserved a month
          </TableHeading>
          <TableHeading wideOnly>Each FU of overage</TableHeading>
          {reserve ? (
            <TableHeading>
              <span className="sr-only">Choose</span>
            </TableHeading>
          ) : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {view.priceList.tiers.map(({ terms, change }) => (
          <TableRow key={terms.tier}>
            <TableCell>
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">{terms.name}</span>
                {terms.tier === view.terms.tier ? <Badge>This month</Badge> : null}
                {terms.tier === view.next?.tier ? <Badge variant="outline">From next month</Badge> : null}
              </span>
              <span className="block text-muted-foreground text-xs">
                <PerMonth usd={terms.monthlyUsd} />
              </span>
              <span className="mt-1 block text-xs sm:hidden">
                <Count value={terms.vex.reserved} /> VEx; beyond: <Steps terms={terms.vex} />
              </span>
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={terms.vex.reserved} />
            </TableCell>
            <TableCell wideOnly className="text-xs">
              <Steps terms={terms.vex} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={terms.fu.reserved} />
            </TableCell>
            <TableCell wideOnly className="text-xs">
              <Steps terms={terms.fu} />
            </TableCell>
            {reserve ? (
              <TableCell className="text-right">
                {change.kind === "same" ? null : (
                  <ReserveTier view={view} wanted={terms} change={change} reserve={reserve} />
                )}
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Steps({ terms: { overage } }: { terms: UnitTerms }) {
  return overage.map(({ upTo, usd }, at) => (
    <span key={upTo ?? "last"} className="whitespace-nowrap [&:not(:last-child)]:after:content-['\2002']">
      {upTo === null && at > 0 ? "then " : null}
      <Usd value={usd} />
      {upTo === null ? null : (
        <span className="text-muted-foreground">
          {" "}
          to <Count value={upTo} compact />
        </span>
      )}{" "}
    </span>
  ));
}
