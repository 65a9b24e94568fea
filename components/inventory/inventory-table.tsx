import Link from "next/link";
import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { InventoryView } from "@/lib/inventory/schema.ts";
import { ProgressState } from "./progress-state";
import { SourceText } from "./source-text";

/** The inventories of one bucket, a line each. */
export function InventoryTable({ slug, inventories }: { slug: string; inventories: readonly InventoryView[] }) {
  return (
    <Table label="Inventories">
      <TableHead>
        <TableRow>
          <TableHeading>Taken</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading wideOnly>Of</TableHeading>
          <TableHeading numeric>Objects</TableHeading>
          <TableHeading numeric wideOnly>
            Size
          </TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {inventories.map((inventory) => (
          <TableRow key={inventory.id}>
            <TableCell>
              <Link
                href={`/${slug}/inventories/${inventory.id}`}
                className="font-medium underline-offset-4 hover:underline"
              >
                <When at={inventory.createdAt} />
              </Link>
            </TableCell>
            <TableCell>
              <ProgressState state={inventory.state} />
            </TableCell>
            <TableCell wideOnly>
              <SourceText inventory={inventory} />
            </TableCell>
            <TableCell numeric>
              <Count value={inventory.objects} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Bytes value={inventory.bytes} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
