import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { CertificateView } from "@/lib/signer-identity/schema.ts";

/** Certificates as they can be read, the leaf first. */
export function CertificateTable({ certificates }: { certificates: readonly CertificateView[] }) {
  return (
    <Table label="Certificates">
      <TableHead>
        <TableRow>
          <TableHeading>Subject</TableHeading>
          <TableHeading wideOnly>Key</TableHeading>
          <TableHeading wideOnly>From</TableHeading>
          <TableHeading>Until</TableHeading>
          <TableHeading wideOnly>SHA-256</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {certificates.map(({ sha256, subject, issuer, key, notBefore, notAfter }) => (
          <TableRow key={sha256}>
            <TableCell>
              <HostileText text={subject} mono={false} max={120} />
              <p className="text-muted-foreground text-xs">
                {subject === issuer ? (
                  "signed itself"
                ) : (
                  <>
                    by <HostileText text={issuer} mono={false} max={120} />
                  </>
                )}
              </p>
            </TableCell>
            <TableCell wideOnly>{key}</TableCell>
            <TableCell wideOnly>
              <When at={notBefore} exact />
            </TableCell>
            <TableCell>
              <When at={notAfter} exact />
            </TableCell>
            <TableCell wideOnly>
              <Hash value={sha256} label="certificate" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
