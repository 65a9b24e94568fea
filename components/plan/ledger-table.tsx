import { Usd } from "@/components/format/usd";
import { Table, TableBody, TableCell, TableFoot, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import { priceText, quantityRangeText, quantityText } from "@/lib/plan/quantity-text.ts";
import type { Ledger, LedgerLine } from "@/lib/plan/schema.ts";
import { UsdRange } from "./range-text";

/** What a run would cost, line by line, each with its interval and the price that it rests on. */
export function LedgerTable({ ledger }: { ledger: Ledger }) {
  return (
    <Table label="Ledger">
      <TableHead>
        <TableRow>
          <TableHeading>Line</TableHeading>
          <TableHeading numeric wideOnly>
            Quantity
          </TableHeading>
          <TableHeading wideOnly>Price</TableHeading>
          <TableHeading numeric>Cost</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {ledger.lines.map((line) => (
          <TableRow key={line.id}>
            <TableCell className="align-top">
              <span className="font-medium">{line.label}</span>
              <div className="num mt-0.5 grid gap-0.5 text-xs sm:hidden">
                <Quantity line={line} />
                <Price line={line} />
              </div>
              {line.note ? (
                <p className="mt-0.5 max-w-prose text-pretty text-muted-foreground text-xs">{line.note}</p>
              ) : null}
            </TableCell>
            <TableCell numeric wideOnly className="align-top">
              <Quantity line={line} />
            </TableCell>
            <TableCell wideOnly className="align-top">
              <Price line={line} />
            </TableCell>
            <TableCell numeric className="align-top">
              <UsdRange value={line.costUsd} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFoot>
        <TableRow>
          <TableCell>Total</TableCell>
          <TableCell wideOnly />
          <TableCell wideOnly className="font-normal text-muted-foreground text-xs">
            Prices are taken as given; the interval is of the quantities.
          </TableCell>
          <TableCell numeric>
            <UsdRange value={ledger.total} />
          </TableCell>
        </TableRow>
      </TableFoot>
    </Table>
  );
}

function Quantity({ line: { unit, quantity } }: { line: LedgerLine }) {
  return (
    <>
      {quantityText(unit, quantity.estimate)}
      {quantity.low === quantity.high ? null : (
        <span className="block text-muted-foreground text-xs">{quantityRangeText(unit, quantity)}</span>
      )}
    </>
  );
}

function Price({ line: { unit, price } }: { line: LedgerLine }) {
  return (
    <>
      <p className="num">{priceText(unit, price)}</p>
      <p className="max-w-64 text-pretty text-muted-foreground text-xs">
        {price.source}, as of {price.asOf}
        {price.verified ? null : ", not verified"}
      </p>
    </>
  );
}

const groups = [
  ["Time-stamps", "tsa_usd"],
  ["Egress", "egress_usd"],
  ["CPU", "cpu_usd"],
  ["Storage", "storage_usd"],
] as const;

/** The ledger's four classical sums, on one line. */
export function CostGroups({ cost }: { cost: Ledger["est_cost"] }) {
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {groups.map(([label, name]) => (
        <span key={name}>
          {label} <Usd value={cost[name]} className="num text-foreground" />
        </span>
      ))}
    </p>
  );
}
