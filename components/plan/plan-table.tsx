import Link from "next/link";
import { Count } from "@/components/format/count";
import { Hash } from "@/components/format/hash";
import { Usd } from "@/components/format/usd";
import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { PlanRow } from "@/lib/plan/schema.ts";

/** Plans, a line each. */
export function PlanTable({ slug, plans }: { slug: string; plans: readonly PlanRow[] }) {
  return (
    <Table label="Plans">
      <TableHead>
        <TableRow>
          <TableHeading>Estimated</TableHeading>
          <TableHeading>Approval</TableHeading>
          <TableHeading wideOnly>Mode</TableHeading>
          <TableHeading wideOnly>Hash</TableHeading>
          <TableHeading numeric wideOnly>
            Objects
          </TableHeading>
          <TableHeading numeric>Total</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {plans.map((plan) => (
          <TableRow key={plan.id}>
            <TableCell>
              <Link href={`/${slug}/plans/${plan.id}`} className="font-medium underline-offset-4 hover:underline">
                <When at={plan.createdAt} />
              </Link>
            </TableCell>
            <TableCell>
              {plan.approvals.length > 0 ? <Badge>Approved</Badge> : <Badge variant="outline">Not approved</Badge>}
            </TableCell>
            <TableCell wideOnly>{plan.settings.mode}</TableCell>
            <TableCell wideOnly>
              <Hash value={plan.hash} label="plan hash" copy={false} />
            </TableCell>
            <TableCell numeric wideOnly>
              <Count value={plan.objects} />
            </TableCell>
            <TableCell numeric>
              <Usd value={plan.totalUsd} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
