import Link from "next/link";
import type { z } from "zod";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { receiptRow } from "@/lib/receipt/schema.ts";

/** Receipts, a line each, newest first. */
export function ReceiptTable({ slug, receipts }: { slug: string; receipts: readonly z.output<typeof receiptRow>[] }) {
  return (
    <Table label="Receipts">
      <TableHead>
        <TableRow>
          <TableHeading numeric>No.</TableHeading>
          <TableHeading>Asset</TableHeading>
          <TableHeading wideOnly>Content SHA-256</TableHeading>
          <TableHeading wideOnly>Settled</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {receipts.map((receipt) => (
          <TableRow key={receipt.id}>
            <TableCell numeric>
              <Link
                href={`/${slug}/receipts/${receipt.id}`}
                className="underline decoration-border underline-offset-4 hover:decoration-current"
              >
                {receipt.seq}
              </Link>
            </TableCell>
            <TableCell>
              <Link href={`/${slug}/receipts/${receipt.id}`} className="underline-offset-4 hover:underline">
                <HostileText text={receipt.key} />
              </Link>
            </TableCell>
            <TableCell wideOnly>
              <Hash value={receipt.contentSha256} label="content hash" />
            </TableCell>
            <TableCell wideOnly>
              <When at={receipt.at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
