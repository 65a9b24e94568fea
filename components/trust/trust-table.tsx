import Link from "next/link";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { TrustListView } from "@/lib/trust/schema.ts";

/** Trust lists, a line each, newest first. */
export function TrustTable({ base, lists }: { base: string; lists: readonly TrustListView[] }) {
  return (
    <Table label="Trust lists">
      <TableHead>
        <TableRow>
          <TableHeading>List</TableHeading>
          <TableHeading>Anchors</TableHeading>
          <TableHeading wideOnly>Left out</TableHeading>
          <TableHeading wideOnly>Loaded</TableHeading>
          <TableHeading wideOnly>Last looked</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {lists.map((list) => (
          <TableRow key={list.id}>
            <TableCell>
              <Link
                href={`${base}/${list.id}`}
                className="font-medium underline decoration-border underline-offset-4 hover:decoration-current"
              >
                <bdi>{list.name}</bdi>
              </Link>{" "}
              {list.problem ? <Badge variant="caution">Last look failed</Badge> : null}
              <p className="text-muted-foreground text-xs">
                {list.url ? <HostileText text={list.url} max={72} /> : "From a file"}
              </p>
            </TableCell>
            <TableCell>
              <Count value={list.anchors} />
            </TableCell>
            <TableCell wideOnly>
              <Count value={list.leftOut} />
            </TableCell>
            <TableCell wideOnly>
              <When at={list.loadedAt} />
            </TableCell>
            <TableCell wideOnly>{list.url ? <When at={list.checkedAt} /> : "Not asked again"}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
