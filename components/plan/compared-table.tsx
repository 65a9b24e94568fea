import { Usd } from "@/components/format/usd";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableFoot, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ComparedLedger, ComparedLine, Verdict } from "@/lib/plan/compare-ledger.ts";
import { quantityRangeText, quantityText } from "@/lib/plan/quantity-text.ts";
import { deviationText } from "@/lib/plan/verdict-words.ts";
import { UsdRange } from "./range-text";

/** Every line of an approved ledger beside what was counted of it, and whether it came as it was foreseen. */
export function ComparedTable({ lines, total }: ComparedLedger) {
  return (
    <Table label="Ledger beside what was counted">
      <TableHead>
        <TableRow>
          <TableHeading>Line</TableHeading>
          <TableHeading numeric wideOnly>
            Estimated
          </TableHeading>
          <TableHeading numeric>Counted</TableHeading>
          <TableHeading numeric wideOnly>
            Cost
          </TableHeading>
          <TableHeading numeric>Deviation</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.id}>
            <TableCell className="align-top">
              <span className="font-medium">{line.label}</span>
              <div className="num mt-0.5 text-xs sm:hidden">
                <Estimated line={line} />
              </div>
            </TableCell>
            <TableCell numeric wideOnly className="align-top">
              <Estimated line={line} />
            </TableCell>
            <TableCell numeric className="align-top">
              {quantityText(line.unit, line.actual)}
            </TableCell>
            <TableCell numeric wideOnly className="align-top">
              <Usd value={line.actualUsd} />
            </TableCell>
            <TableCell numeric className="align-top">
              <Deviation verdict={line.verdict} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFoot>
        <TableRow>
          <TableCell className="align-top">
            Total
            <div className="num mt-0.5 font-normal text-xs sm:hidden">
              <UsdRange value={total.estimateUsd} />
            </div>
          </TableCell>
          <TableCell numeric wideOnly className="align-top">
            <UsdRange value={total.estimateUsd} />
          </TableCell>
          <TableCell numeric className="align-top">
            <Usd value={total.actualUsd} className="sm:hidden" />
          </TableCell>
          <TableCell numeric wideOnly className="align-top">
            <Usd value={total.actualUsd} />
          </TableCell>
          <TableCell numeric className="align-top">
            <Deviation verdict={total.verdict} />
          </TableCell>
        </TableRow>
      </TableFoot>
    </Table>
  );
}

function Estimated({ line: { unit, estimate } }: { line: ComparedLine }) {
  return (
    <>
      {quantityText(unit, estimate.estimate)}
      {estimate.low === estimate.high ? null : (
        <span className="block text-muted-foreground text-xs">{quantityRangeText(unit, estimate)}</span>
      )}
    </>
  );
}

function Deviation({ verdict }: { verdict: Verdict }) {
  if (verdict === null) return <span className="text-muted-foreground text-xs">not compared</span>;
  return (
    <span className="grid justify-items-end gap-1">
      {deviationText(verdict)}
      {verdict.withinInterval ? (
        <Badge variant="outline">in its interval</Badge>
      ) : (
        <Badge variant={verdict.withinFive ? "outline" : "caution"}>
          {verdict.withinFive ? "within 5 %" : "outside its interval"}
        </Badge>
      )}
    </span>
  );
}
