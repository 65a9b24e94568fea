import Link from "next/link";
import { Hash } from "@/components/format/hash";
import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";
import { daysLeftText, IdentityState } from "./identity-state";
import { algorithmWords, kindWords } from "./identity-words.ts";

/** Signing identities, a line each, newest first. */
export function IdentityTable({ slug, identities }: { slug: string; identities: readonly IdentityView[] }) {
  return (
    <Table label="Signing identities">
      <TableHead>
        <TableRow>
          <TableHeading>Identity</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading wideOnly>Key id</TableHeading>
          <TableHeading wideOnly>Made</TableHeading>
          <TableHeading wideOnly>Certificate ends</TableHeading>
        </TableRow>
      </TableHead>
      <TableBody>
        {identities.map((identity) => (
          <TableRow key={identity.id}>
            <TableCell>
              <Link
                href={`/${slug}/identities/${identity.id}`}
                className="font-medium underline decoration-border underline-offset-4 hover:decoration-current"
              >
                <bdi>{identity.name}</bdi>
              </Link>
              <p className="text-muted-foreground text-xs">
                {kindWords[identity.kind]}, {algorithmWords[identity.algorithm]}
              </p>
            </TableCell>
            <TableCell>
              <IdentityState identity={identity} />
            </TableCell>
            <TableCell wideOnly>
              <Hash value={identity.keyId} label="key id" />
            </TableCell>
            <TableCell wideOnly>
              <When at={identity.createdAt} />
            </TableCell>
            <TableCell wideOnly>
              <When at={identity.notAfter} exact />
              <p className="text-muted-foreground text-xs">{daysLeftText(identity.daysLeft)}</p>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
