import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { SampleDetail, ShareView } from "@/lib/sample/schema.ts";
import { ShareRange } from "./share-range";

type Line = { id: string; words: string; code?: string; share: ShareView };

/** What the sample says of the whole inventory: shares with their intervals, in neutral words. */
export function FindingsTable({ findings }: { findings: SampleDetail["findings"] }) {
  return (
    <Table label="Findings">
      <TableHead>
        <TableRow>
          <TableHeading>Of the whole inventory</TableHeading>
          <TableHeading className="w-2/5 max-sm:whitespace-normal">Share, with its 95 % interval</TableHeading>
          <TableHeading numeric wideOnly>
            Seen in the sample
          </TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {linesOf(findings).map(({ id, words, code, share }) => (
          <TableRow key={id}>
            <TableCell className={code ? "pl-8 text-muted-foreground first:pl-8" : "font-medium"}>
              {code ? <code className="mr-1.5 text-foreground">{code}</code> : null}
              <span className="text-pretty">{words}</span>
            </TableCell>
            <TableCell>
              <ShareRange share={share} />
            </TableCell>
            <TableCell numeric wideOnly>
              {share.drawn.toLocaleString("en-US")}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function linesOf({ alreadySigned, typeMismatch, skipped, failed, problems }: SampleDetail["findings"]): Line[] {
  return [
    { id: "signed", words: "Already carry a manifest", share: alreadySigned },
    { id: "type", words: "Hold another type than their key suggests", share: typeMismatch },
    { id: "skipped", words: "A run with default limits would skip", share: skipped },
    { id: "failed", words: "A run would fail", share: failed },
    ...problems.map(({ code, sentence, ...share }) => ({ id: `why ${code}`, words: sentence, code, share })),
  ];
}
