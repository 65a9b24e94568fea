import { Bytes } from "@/components/format/bytes";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ObjectView } from "@/lib/inventory/schema.ts";

/** Objects as they were listed. */
export function ObjectTable({ objects }: { objects: readonly ObjectView[] }) {
  return (
    <Table label="Objects">
      <TableHead>
        <TableRow>
          <TableHeading>Key</TableHeading>
          <TableHeading wideOnly>Type</TableHeading>
          <TableHeading numeric>Size</TableHeading>
          <TableHeading wideOnly>Last modified</TableHeading>
          <TableHeading wideOnly>Storage class</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {objects.map((object) => (
          <TableRow key={object.key}>
            <TableCell className="max-sm:max-w-56">
              <HostileText text={object.key} max={72} />
            </TableCell>
            <TableCell wideOnly className="text-muted-foreground">
              <HostileText text={object.mime} max={40} mono={false} />
            </TableCell>
            <TableCell numeric>
              <Bytes value={object.sizeBytes} />
            </TableCell>
            <TableCell wideOnly>
              <When at={object.lastModified} exact />
            </TableCell>
            <TableCell wideOnly className="text-muted-foreground">
              <HostileText text={object.storageClass} max={24} mono={false} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
