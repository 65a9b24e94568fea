import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { UsageMonth } from "./usage-months.ts";

/** What was metered, a UTC month a line. */
export function UsageTable({ months }: { months: readonly UsageMonth[] }) {
  return (
    <Table label="Usage by month">
      <TableHead>
        <TableRow>
          <TableHeading>Month, UTC</TableHeading>
          <TableHeading numeric>Service units (VEx)</TableHeading>
          <TableHeading numeric wideOnly>
            Samples read
          </TableHeading>
          <TableHeading numeric wideOnly>
            Their GET requests
          </TableHeading>
          <TableHeading numeric>Read for samples</TableHeading>
          <TableHeading numeric wideOnly>
            Media processing
          </TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {months.map(({ month, vex, samples, reads }) => (
          <TableRow key={month}>
            <TableCell className="num font-medium">{month}</TableCell>
            <TableCell numeric>
              <Count value={vex} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={samples} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={reads.get} />
            </TableCell>
            <TableCell numeric>
              <Bytes value={reads.bytesIn} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Duration ms={reads.mediaMs} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
