import type { ReactNode } from "react";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import { PerMonth } from "./month-facts";

export interface ChoiceRow {
  id: string;
  fromMonth: string;
  name: string;
  monthlyUsd: string;
  by: ReactNode;
  at: string;
}

/** Who chose what, the newest first. */
export function ChoicesTable({ rows }: { rows: readonly ChoiceRow[] }) {
  return (
    <Table label="Choices">
      <TableHead>
        <TableRow>
          <TableHeading>From</TableHeading>
          <TableHeading>Tier</TableHeading>
          <TableHeading wideOnly>Price</TableHeading>
          <TableHeading>Chosen by</TableHeading>
          <TableHeading wideOnly>When</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ id, fromMonth, name, monthlyUsd, by, at }) => (
          <TableRow key={id}>
            <TableCell className="num font-medium">{fromMonth}</TableCell>
            <TableCell>{name}</TableCell>
            <TableCell wideOnly>
              <PerMonth usd={monthlyUsd} />
            </TableCell>
            <TableCell>
              <bdi>{by}</bdi>
            </TableCell>
            <TableCell wideOnly>
              <When at={at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
