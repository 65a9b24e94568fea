import { OutcomeLabel } from "@/components/format/state-label";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import { reasonSentence } from "@/lib/kernel/reasons.ts";
import type { ExpectedOutcome } from "@/lib/plan/schema.ts";
import { CountRange } from "./range-text";

/** How many objects a run is expected to sign, skip or fail, and why. */
export function OutcomeForecast({ expected }: { expected: readonly ExpectedOutcome[] }) {
  return (
    <Table label="Expected outcomes">
      <TableHead>
        <TableRow>
          <TableHeading>Outcome</TableHeading>
          <TableHeading>Why</TableHeading>
          <TableHeading numeric className="max-sm:whitespace-normal">
            Objects, with the 95 % interval
          </TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {expected.map(({ outcome, why, objects }) => (
          <TableRow key={`${outcome} ${why}`}>
            <TableCell>
              <OutcomeLabel outcome={outcome} />
            </TableCell>
            <TableCell>
              {why ? (
                <>
                  <code className="mr-1.5">{why}</code>
                  <span className="text-muted-foreground">{reasonSentence[why]}</span>
                </>
              ) : (
                <span className="text-muted-foreground">
                  {outcome === "signed" ? "Signed, and read back from the bucket" : "In all"}
                </span>
              )}
            </TableCell>
            <TableCell numeric>
              <CountRange value={objects} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
