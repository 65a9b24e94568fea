import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { CertificateView } from "@/lib/signer-identity/schema.ts";

/** A trust list keeps of its anchors neither: they are roots, and nobody signs with them here. */
type Certificate = Omit<CertificateView, "issuer" | "key"> & Partial<Pick<CertificateView, "issuer" | "key">>;

/** Certificates as they can be read, in the order that they are given in. */
export function CertificateTable({
  label = "Certificates",
  certificates,
}: {
  label?: string;
  certificates: readonly Certificate[];
}) {
  const keys = certificates.some(({ key }) => key !== undefined);
  return (
    <Table label={label}>
      <TableHead>
        <TableRow>
          <TableHeading>Subject</TableHeading>
          {keys ? <TableHeading wideOnly>Key</TableHeading> : null}
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
              {issuer === undefined ? null : (
                <p className="text-muted-foreground text-xs">
                  {subject === issuer ? (
                    "signed itself"
                  ) : (
                    <>
                      by <HostileText text={issuer} mono={false} max={120} />
                    </>
                  )}
                </p>
              )}
            </TableCell>
            {keys ? <TableCell wideOnly>{key}</TableCell> : null}
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
