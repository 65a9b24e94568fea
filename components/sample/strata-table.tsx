import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { Stratum } from "@/lib/sample/schema.ts";

/** Every stratum with how much is in it and how many were drawn. */
export function StrataTable({ strata }: { strata: readonly Stratum[] }) {
  return (
    <Table label="Strata" maxHeightClass="max-h-96">
      <TableHead>
        <TableRow>
          <TableHeading>Stratum</TableHeading>
          <TableHeading numeric>Objects</TableHeading>
          <TableHeading numeric wideOnly>
            Size
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
            <TableCell numeric>
              <Count value={stratum.drawn} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
