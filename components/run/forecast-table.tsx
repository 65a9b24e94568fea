import { Count } from "@/components/format/count";
import { When } from "@/components/format/when";
import { UsdRange } from "@/components/plan/range-text";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import { quantityText } from "@/lib/plan/quantity-text.ts";
import type { RunLedger } from "@/lib/run/run-ledger.ts";

/** What the ledger was expected to come to at each mark of the run. */
export function ForecastTable({ forecasts }: Pick<RunLedger, "forecasts">) {
  return (
    <Table label="Forecasts on the way">
      <TableHead>
        <TableRow>
          <TableHeading>At</TableHeading>
          <TableHeading numeric wideOnly>
            Settled
          </TableHeading>
          <TableHeading numeric wideOnly>
            Bytes read
          </TableHeading>
          <TableHeading numeric wideOnly>
            Service units
          </TableHeading>
          <TableHeading numeric>Total</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {forecasts.map(({ mark, at, objects, lines, total }) => (
          <TableRow key={mark}>
            <TableCell className="align-top">
              <span className="num font-medium">{mark} %</span>
              <p className="text-muted-foreground text-xs">
                <When at={at} />
              </p>
            </TableCell>
            <TableCell numeric wideOnly className="align-top">
              <Count value={objects} />
            </TableCell>
            <TableCell numeric wideOnly className="align-top">
              {quantityOf(lines, "egress", "byte")}
            </TableCell>
            <TableCell numeric wideOnly className="align-top">
              {quantityOf(lines, "service_units", "vex")}
            </TableCell>
            <TableCell numeric className="align-top">
              <UsdRange value={total} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function quantityOf(lines: RunLedger["forecasts"][number]["lines"], id: string, unit: string): string {
  const line = lines.find((each) => each.id === id);
  return line ? quantityText(unit, line.quantity.estimate) : "–";
}
