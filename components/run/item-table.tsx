import Link from "next/link";
import { Bytes } from "@/components/format/bytes";
import { HostileText } from "@/components/format/hostile-text";
import { OutcomeLabel } from "@/components/format/state-label";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ItemView } from "@/lib/run/schema.ts";

/** Objects of a run with what became of each, and why. */
export function ItemTable({ slug, items }: { slug: string; items: readonly ItemView[] }) {
  return (
    <Table label="Objects of this run">
      <TableHead>
        <TableRow>
          <TableHeading>Object</TableHeading>
          <TableHeading>Outcome</TableHeading>
          <TableHeading numeric wideOnly>
            Size
          </TableHeading>
          <TableHeading wideOnly numeric>
            Attempts
          </TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.item}>
            <TableCell>
              <HostileText text={item.key} />
              {item.why ? (
                <p className="mt-0.5 max-w-prose text-muted-foreground text-xs">
                  {item.outcome === null ? "Last attempt: " : null}
                  <code>{item.why}</code> {item.sentence}
                </p>
              ) : null}
            </TableCell>
            <TableCell>
              {item.receiptId ? (
                <Link
                  href={`/${slug}/receipts/${item.receiptId}`}
                  aria-label={`Signed: open the receipt of ${item.key}`}
                  className="rounded-sm underline-offset-4 hover:underline"
                >
                  <OutcomeLabel outcome="signed" />
                </Link>
              ) : (
                <OutcomeLabel outcome={item.outcome ?? item.state} />
              )}
            </TableCell>
            <TableCell numeric wideOnly>
              <Bytes value={item.sizeBytes} />
            </TableCell>
            <TableCell numeric wideOnly>
              {item.attempts}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
