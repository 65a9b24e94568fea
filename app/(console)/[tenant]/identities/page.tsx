import { Fingerprint } from "lucide-react";
import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import { ensureDevelopmentIdentityAction } from "@/app/actions/identities.ts";
import { DevelopmentNote } from "@/components/identity/development-note";
import { IdentityTable } from "@/components/identity/identity-table";
import { MakeDevelopmentIdentity } from "@/components/identity/make-development-identity";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
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
  const now = ctx.now();
  const usable = items.some((item) => !item.retiredAt && Date.parse(item.notAfter) > now.getTime());
  const make =
    mayAct(ctx.actor, "identity.manage") && !usable && !cursor ? (
      <MakeDevelopmentIdentity ensure={ensureDevelopmentIdentityAction.bind(null, slug, {})} />
    ) : null;
  return (
    <>
      <PageHeader
        title="Signing identities"
        description="The certificates whose keys sign this workspace's manifests. A key never leaves the service; its certificates are here for good, since every receipt names one."
        actions={items.length > 0 ? make : null}
      />
      {items.length === 0 ? (
        <EmptyState icon={Fingerprint} title="No signing identity yet" action={make}>
          {make
            ? "A development identity is made in a moment and signs at once. It is on no public trust list."
            : "An owner or an admin of this workspace can make one."}
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          {items.some((item) => item.kind === "development") ? <DevelopmentNote /> : null}
          <IdentityTable slug={slug} identities={items} now={now} />
          {cursor || nextCursor ? (
            <Pagination
              previousHref={cursor ? base : null}
              nextHref={nextCursor ? `${base}?cursor=${encodeURIComponent(nextCursor)}` : null}
            />
          ) : null}
        </div>
      )}
    </>
  );
}
