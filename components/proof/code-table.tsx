import { HostileText } from "@/components/format/hostile-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ProofView } from "@/lib/proof/schema.ts";

/** C2PA's status codes verbatim, failures first. */
export function CodeTable({ codes }: { codes: ProofView["codes"] }) {
  return (
    <Card>
      <CardHeader title="Status codes" description="Verbatim, failures first, each with the SDK's explanation." />
      <CardBody flush>
        <Table label="Status codes" flush>
          <TableHead>
            <TableRow>
              <TableHeading>Code</TableHeading>
              <TableHeading>Kind</TableHeading>
              <TableHeading>Explanation</TableHeading>
            </TableRow>
          </TableHead>
          <TableBody>
            {codes.map(({ code, kind, url, explanation }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and a code may stand twice.
              <TableRow key={at}>
                <TableCell>
                  <HostileText text={code} />
                </TableCell>
                <TableCell className="text-muted-foreground">{kind}</TableCell>
                <TableCell className="min-w-56">
                  {explanation === null ? null : <HostileText text={explanation} mono={false} max={0} />}
                  {url === null ? null : (
                    <span className="block text-muted-foreground text-xs">
                      <HostileText text={url} max={72} />
                    </span>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardBody>
    </Card>
  );
}
