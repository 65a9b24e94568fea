import Link from "next/link";
import { When } from "@/components/format/when";
import { Callout } from "@/components/ui/callout";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";
import { daysLeftText } from "./identity-state";

/** Identities that end soon, or ended, with nobody to follow them. */
export function EndingIdentities({ slug, identities }: { slug: string; identities: readonly IdentityView[] }) {
  if (identities.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {identities.map(({ id, name, daysLeft, notAfter, kind }) => (
        <li key={id}>
          <Callout
            tone="caution"
            title={
              <>
                {daysLeftText(daysLeft)}:{" "}
                <Link href={`/${slug}/identities/${id}`} className="underline underline-offset-4">
                  <bdi>{name}</bdi>
                </Link>
              </>
            }
          >
            Its certificates hold until <When at={notAfter} exact />. Runs that sign with it pause then.{" "}
            {kind === "development"
              ? "A successor is made by the daily look."
              : "Add its successor and rotate to that; what was approved before goes on with the old one."}
          </Callout>
        </li>
      ))}
    </ul>
  );
}
