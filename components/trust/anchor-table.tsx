import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { AnchorView } from "@/lib/trust/schema.ts";

/** The certificates of a list. */
export function AnchorTable({ anchors }: { anchors: readonly AnchorView[] }) {
  return (
    <Table label="Trust anchors">
      <TableHead>
        <TableRow>
          <TableHeading>Subject</TableHeading>
          <TableHeading wideOnly>From</TableHeading>
          <TableHeading>Until</TableHeading>
          <TableHeading wideOnly>SHA-256</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {anchors.map(({ sha256, subject, notBefore, notAfter }) => (
          <TableRow key={sha256}>
            <TableCell>
              <HostileText text={subject} mono={false} max={160} />
            </TableCell>
            <TableCell wideOnly>
              <When at={notBefore} exact />
            </TableCell>
            <TableCell>
              <When at={notAfter} exact />
            </TableCell>
            <TableCell wideOnly>
              <Hash value={sha256} label="certificate" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
