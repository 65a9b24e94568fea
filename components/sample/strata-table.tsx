import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { Stratum } from "@/lib/sample/schema.ts";

/** Strata with how much is in each, how many were to be drawn, and how many were. */
export function StrataTable({ strata }: { strata: readonly Stratum[] }) {
  return (
    <Table label="Strata">
      <TableHead>
        <TableRow>
          <TableHeading>Stratum</TableHeading>
          <TableHeading numeric>Objects</TableHeading>
          <TableHeading numeric wideOnly>
            Size
          </TableHeading>
          <TableHeading numeric wideOnly>
            Planned
          </TableHeading>
          <TableHeading numeric>Drawn</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {strata.map((stratum) => (
          <TableRow key={stratum.id}>
            <TableCell>
              <HostileText text={stratum.label} max={72} mono={false} />
            </TableCell>
            <TableCell numeric>
              <Count value={stratum.population} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Bytes value={stratum.bytes} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={stratum.planned} />
            </TableCell>
            <TableCell numeric>
              <Count value={stratum.drawn} />
              {stratum.drawn === stratum.planned ? null : (
                <span className="block text-muted-foreground text-xs sm:hidden">
                  of <Count value={stratum.planned} /> planned
                </span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
