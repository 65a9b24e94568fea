import { Check, Minus } from "lucide-react";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import { formatBytes } from "@/lib/kernel/format-bytes.ts";
import type { FormatView } from "@/lib/media/list-formats.ts";

/** The formats that are known, a line each: which modes can sign them, and why one cannot. */
export function FormatTable({ formats }: { formats: readonly FormatView[] }) {
  return (
    <Table label="Formats">
      <TableHead>
        <TableRow>
          <TableHeading>Format</TableHeading>
          <TableHeading>Embed</TableHeading>
          <TableHeading>Remote</TableHeading>
          <TableHeading numeric>Largest tried</TableHeading>
          <TableHeading className="min-w-64">Note</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {formats.map((format) => (
          <TableRow key={format.mime}>
            <TableCell>
              <span className="font-medium">{format.name}</span>
              <span className="block text-muted-foreground text-xs">{format.mime}</span>
            </TableCell>
            <AbilityCell {...format.embed} />
            <AbilityCell {...format.remote} />
            <TableCell numeric>{format.largestTriedBytes > 0 ? formatBytes(format.largestTriedBytes) : "–"}</TableCell>
            <TableCell className="text-pretty text-muted-foreground">{noteOf(format)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function AbilityCell({ able }: FormatView["embed"]) {
  const Mark = able ? Check : Minus;
  return (
    <TableCell>
      <span
        className={able ? "inline-flex items-center gap-1.5" : "inline-flex items-center gap-1.5 text-muted-foreground"}
      >
        <Mark className="size-3.5" aria-hidden="true" />
        {able ? "Yes" : "No"}
      </span>
    </TableCell>
  );
}

function noteOf({ embed, remote, note }: FormatView): string {
  return [...new Set([embed.why, remote.why, note])].filter(Boolean).join(" ");
}
