import Link from "next/link";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { ProgressState } from "@/components/inventory/progress-state";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { SampleView } from "@/lib/sample/schema.ts";
import { traitWords } from "./sample-words.ts";

/** The samples of an inventory, a line each. */
export function SampleTable({ slug, samples }: { slug: string; samples: readonly SampleView[] }) {
  return (
    <Table label="Samples">
      <TableHead>
        <TableRow>
          <TableHeading>Drawn</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading wideOnly>Strata by</TableHeading>
          <TableHeading wideOnly>Seed</TableHeading>
          <TableHeading numeric>Objects read</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {samples.map((sample) => (
          <TableRow key={sample.id}>
            <TableCell>
              <Link href={`/${slug}/samples/${sample.id}`} className="font-medium underline-offset-4 hover:underline">
                <When at={sample.createdAt} />
              </Link>
            </TableCell>
            <TableCell>
              <ProgressState state={sample.state} />
            </TableCell>
            <TableCell wideOnly>{traitWords(sample.stratify)}</TableCell>
            <TableCell wideOnly>
              <HostileText text={sample.seed} max={20} />
            </TableCell>
            <TableCell numeric>
              <Count value={sample.read} />{" "}
              <span className="text-muted-foreground">
                of <Count value={sample.drawn} />
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
