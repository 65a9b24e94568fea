import Link from "next/link";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { BucketView } from "@/lib/bucket/schema.ts";
import type { InventoryView } from "@/lib/inventory/schema.ts";
import { kindWords, whereText } from "./bucket-words.ts";
import { GrantLabels } from "./grant-labels";

export type BucketLine = { bucket: BucketView; lastInventory: InventoryView | null };

/** Connected buckets, a line each. */
export function BucketTable({ slug, lines }: { slug: string; lines: readonly BucketLine[] }) {
  return (
    <Table label="Buckets">
      <TableHead>
        <TableRow>
          <TableHeading>Bucket</TableHeading>
          <TableHeading wideOnly>Kind</TableHeading>
          <TableHeading>Grants</TableHeading>
          <TableHeading wideOnly>Last inventory</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map(({ bucket, lastInventory }) => (
          <TableRow key={bucket.id}>
            <TableCell>
              <Link href={`/${slug}/buckets/${bucket.id}`} className="font-medium underline-offset-4 hover:underline">
                <bdi>{bucket.name}</bdi>
              </Link>
              {bucket.removedAt ? (
                <Badge variant="outline" className="ml-2">
                  Removed
                </Badge>
              ) : null}
              <p className="text-muted-foreground text-xs">
                <HostileText text={whereText(bucket.location)} max={48} />
              </p>
            </TableCell>
            <TableCell wideOnly>{kindWords[bucket.location.kind]}</TableCell>
            <TableCell>
              <GrantLabels grants={bucket.capabilities.grants} />
            </TableCell>
            <TableCell wideOnly>
              <LastInventory slug={slug} inventory={lastInventory} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function LastInventory({ slug, inventory }: { slug: string; inventory: InventoryView | null }) {
  if (!inventory) return <span className="text-muted-foreground">None yet</span>;
  return (
    <>
      <Link
        href={`/${slug}/inventories/${inventory.id}`}
        className="underline decoration-border underline-offset-4 hover:decoration-current"
      >
        <Count value={inventory.objects} /> objects
      </Link>
      <p className="text-muted-foreground text-xs">
        {inventory.state === "ready" ? null : `${inventory.state}, `}
        <When at={inventory.createdAt} />
      </p>
    </>
  );
}
