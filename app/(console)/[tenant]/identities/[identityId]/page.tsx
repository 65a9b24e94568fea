import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { roleOf } from "@/app/(console)/role-of.ts";
import { retireIdentityAction, rotateIdentityAction, setDefaultIdentityAction } from "@/app/actions/identities.ts";
import { Hash } from "@/components/format/hash";
import { When } from "@/components/format/when";
import { CertificateTable } from "@/components/identity/certificate-table";
import { DevelopmentNote } from "@/components/identity/development-note";
import { DownloadText } from "@/components/identity/download-text";
import { IdentityControls } from "@/components/identity/identity-controls";
import { daysLeftText, IdentityState } from "@/components/identity/identity-state";
import { algorithmWords, kindWords } from "@/components/identity/identity-words.ts";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader, Section } from "@/components/shell/page-header";
import { CodeBlock } from "@/components/ui/code-block";
import { DetailsList } from "@/components/ui/details-list";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { getIdentity } from "@/lib/signer-identity/get.ts";
import { listIdentities } from "@/lib/signer-identity/list.ts";

export const metadata: Metadata = { title: "Signing identity" };

type Props = { params: Promise<{ tenant: string; identityId: string }> };

export default async function IdentityPage({ params }: Props) {
  const { tenant: slug, identityId: given } = await params;
  const base = `/${slug}/identities`;
  const ctx = await openPageCtx(slug, `${base}/${given}`);
  if (!mayAct(ctx.actor, "identity.read")) return <NotForRole title="Signing identity" role={roleOf(ctx.actor)} />;
  const identityId = given as Id<"identity">;
  const identity = await orNotFound(isId("identity", given), () => getIdentity(ctx, { identityId }));
  const manages = mayAct(ctx.actor, "identity.manage");
  const others = (await listIdentities(ctx, { limit: 100 })).items;
  const heirs = others.filter(
    ({ id, retiredAt, successorId, daysLeft }) => id !== identityId && !retiredAt && !successorId && daysLeft >= 0,
  );
  const file = identity.keyId.slice(0, 12);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Signing identities", href: base }, { label: identity.name }]}
        title={<bdi>{identity.name}</bdi>}
        status={<IdentityState identity={identity} />}
        actions={
          <>
            <DownloadText label="Chain" name={`c2c-${file}-chain.pem`} text={identity.chainPem} />
            <DownloadText label="Anchor" name={`c2c-${file}-anchor.pem`} text={identity.anchorPem} />
            {manages ? (
              <IdentityControls
                identity={identity}
                heirs={heirs}
                setDefault={setDefaultIdentityAction.bind(null, slug)}
                rotate={rotateIdentityAction.bind(null, slug)}
                retire={retireIdentityAction.bind(null, slug)}
              />
            ) : null}
          </>
        }
      />
      {identity.kind === "development" ? <DevelopmentNote /> : null}
      <DetailsList
        className="mt-4"
        details={[
          { label: "Key id", value: <Hash value={identity.keyId} full label="key id" /> },
          { label: "Key", value: `${kindWords[identity.kind]}, ${algorithmWords[identity.algorithm]}` },
          { label: "Made", value: <When at={identity.createdAt} exact /> },
          {
            label: "Certificate ends",
            value: (
              <>
                <When at={identity.notAfter} exact /> ({daysLeftText(identity.daysLeft).toLowerCase()})
              </>
            ),
          },
          {
            label: "Successor",
            value: identity.successorId ? (
              <Link href={`${base}/${identity.successorId}`} className="underline underline-offset-4">
                <bdi>{others.find(({ id }) => id === identity.successorId)?.name ?? "Another identity"}</bdi>
              </Link>
            ) : (
              "None"
            ),
          },
          { label: "Retired", value: identity.retiredAt ? <When at={identity.retiredAt} exact /> : "No" },
        ]}
      />
      <Section title="Certificates" description="The chain and its root, as they can be read.">
        <CertificateTable certificates={identity.certificates} />
      </Section>
      <Section title="Certificate chain" description="Leaf first, then intermediates. It is inside every manifest.">
        <CodeBlock label="chain.pem" code={identity.chainPem} />
      </Section>
      <Section
        title="Trust anchor"
        description="A validator that trusts this certificate finds this identity's manifests Trusted; one that does not finds them Valid at most."
      >
        <CodeBlock label="anchor.pem" code={identity.anchorPem} />
      </Section>
    </>
  );
}
