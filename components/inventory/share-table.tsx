import Link from "next/link";
import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";

export type ShareLine = { text: string; objects: string; bytes: string; href: string };

export type ShareTableProps = {
  label: string;
  heading: string;
  lines: readonly ShareLine[];
  /** All objects, as a decimal string: what the bars are shares of. */
  total: string;
  /** Shown where a line's text is empty. */
  emptyText?: string;
};

/** Parts of an inventory with their objects and sizes; each leads to its own objects. */
export function ShareTable({ label, heading, lines, total, emptyText = "(none)" }: ShareTableProps) {
  return (
    <Table label={label} maxHeightClass="max-h-80">
      <TableHead>
        <TableRow>
          <TableHeading>{heading}</TableHeading>
          <TableHeading numeric>Objects</TableHeading>
          <TableHeading numeric>Size</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.text}>
            <TableCell className="max-sm:max-w-44">
              <Link
                href={line.href}
                className="underline decoration-border underline-offset-4 hover:decoration-current"
              >
                {line.text === "" ? emptyText : <HostileText text={line.text} max={40} />}
              </Link>
              <div aria-hidden="true" className="mt-1 h-1 max-w-56 rounded-full bg-accent">
                <div className="h-full rounded-full bg-chart-2" style={{ width: `${shareOf(line.objects, total)}%` }} />
              </div>
            </TableCell>
            <TableCell numeric>
              <Count value={line.objects} />
            </TableCell>
            <TableCell numeric>
              <Bytes value={line.bytes} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** In percent; for drawing only. */
function shareOf(part: string, whole: string): number {
  return whole === "0" ? 0 : Math.max(1, (Number(part) / Number(whole)) * 100);
}
