import Link from "next/link";
import { Count } from "@/components/format/count";
import { RunStateLabel } from "@/components/format/state-label";
import { Usd } from "@/components/format/usd";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { RunView } from "@/lib/run/schema.ts";

/** Runs, a line each. */
export function RunTable({ slug, runs }: { slug: string; runs: readonly RunView[] }) {
  return (
    <Table label="Runs">
      <TableHead>
        <TableRow>
          <TableHeading>Run</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading numeric>Signed</TableHeading>
          <TableHeading numeric wideOnly>
            Skipped
          </TableHeading>
          <TableHeading numeric wideOnly>
            Failed
          </TableHeading>
          <TableHeading numeric wideOnly>
            Cost
          </TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell>
              <Link href={`/${slug}/runs/${run.id}`} className="font-medium underline-offset-4 hover:underline">
                <bdi>{run.bucketName}</bdi>
              </Link>
              <p className="text-muted-foreground text-xs">
                <When at={run.createdAt} />, {run.mode}
                {run.priority === "normal" ? null : `, ${run.priority} priority`}
              </p>
            </TableCell>
            <TableCell>
              <RunStateLabel state={run.state} />
            </TableCell>
            <TableCell numeric>
              <Count value={run.signed} />{" "}
              <span className="text-muted-foreground">
                of <Count value={run.objects} />
              </span>
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={run.skipped} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={run.failed} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Usd value={run.cost.soFarUsd} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
