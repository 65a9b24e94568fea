import Link from "next/link";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { DebtView } from "@/lib/stamp-debt/schema.ts";

/** Stamps that are owed, were paid later, or are lost, a line each. */
export function DebtTable({ slug, debts }: { slug: string; debts: readonly DebtView[] }) {
  return (
    <Table label="Time-stamp debts">
      <TableHead>
        <TableRow>
          <TableHeading>Asset</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading wideOnly>How it stands</TableHeading>
          <TableHeading wideOnly>Since</TableHeading>
          <TableHeading wideOnly>Certificate ends</TableHeading>
          <TableHeading wideOnly>Next try</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {debts.map((debt) => (
          <TableRow key={debt.receiptId}>
            <TableCell>
              <Link
                href={`/${slug}/receipts/${debt.paidBy ?? debt.receiptId}`}
                className="underline-offset-4 hover:underline"
              >
                <HostileText text={debt.key} />
              </Link>
              <p className="mt-0.5 text-pretty text-muted-foreground text-xs sm:hidden">{debt.sentence}</p>
            </TableCell>
            <TableCell>
              <DebtState debt={debt} />
            </TableCell>
            <TableCell wideOnly className="min-w-56 text-muted-foreground">
              {debt.sentence}
            </TableCell>
            <TableCell wideOnly>
              <When at={debt.since} />
            </TableCell>
            <TableCell wideOnly>
              <When at={debt.notAfter} />
            </TableCell>
            <TableCell wideOnly>{debt.nextTryAt ? <When at={debt.nextTryAt} /> : "none"}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function DebtState({ debt: { state, urgent, profile } }: { debt: DebtView }) {
  if (state === "lost") return <Badge variant="destructive">Lost</Badge>;
  if (state === "paid") return <Badge variant="neutral">Paid</Badge>;
  return <Badge variant={urgent ? "caution" : "outline"}>{urgent ? `Urgent, ${profile}` : `Owed, ${profile}`}</Badge>;
}
