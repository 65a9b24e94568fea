import { Fingerprint, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { roleOf } from "@/app/(console)/role-of.ts";
import { DevelopmentNote } from "@/components/identity/development-note";
import { EndingIdentities } from "@/components/identity/ending-identities";
import { warnDays } from "@/components/identity/identity-state";
import { IdentityTable } from "@/components/identity/identity-table";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPages } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { listIdentities } from "@/lib/signer-identity/list.ts";

export const metadata: Metadata = { title: "Signing identities" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function IdentitiesPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/identities`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "identity.read")) return <NotForRole title="Signing identities" role={roleOf(ctx.actor)} />;
  const { items, nextCursor } = await listIdentities(ctx, { cursor, limit: 25 });
  const ending = await listIdentities(ctx, { endingWithinDays: warnDays, limit: 20 });
  const add = mayAct(ctx.actor, "identity.manage") ? (
    <Button variant="primary" asChild>
      <Link href={`${base}/new`}>
        <Plus aria-hidden="true" /> Add an identity
      </Link>
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Signing identities"
        description="The certificates whose keys sign this workspace's manifests. A key never leaves the service; its certificates are here for good, since every receipt names one."
        actions={items.length > 0 ? add : null}
      />
      {items.length === 0 ? (
        <EmptyState icon={Fingerprint} title="No signing identity yet" action={add}>
          {add
            ? "Upload a certificate with its key, sign with a key in AWS KMS, or make a development identity to try things out."
            : "An owner or an admin of this workspace can add one."}
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <EndingIdentities slug={slug} identities={ending.items} />
          {items.every((item) => item.kind === "development") ? <DevelopmentNote /> : null}
          <IdentityTable slug={slug} identities={items} />
          <CursorPages base={base} cursor={cursor} nextCursor={nextCursor} />
        </div>
      )}
    </>
  );
}
