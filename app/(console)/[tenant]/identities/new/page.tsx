import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import {
  checkIdentityAction,
  connectKeyServiceAction,
  ensureDevelopmentIdentityAction,
  uploadIdentityAction,
} from "@/app/actions/identities.ts";
import { AddIdentity } from "@/components/identity/add-identity";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader } from "@/components/shell/page-header";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";

export const metadata: Metadata = { title: "Add a signing identity" };

export default async function NewIdentityPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params;
  const base = `/${slug}/identities`;
  const ctx = await openPageCtx(slug, `${base}/new`);
  if (!mayAct(ctx.actor, "identity.manage"))
    return <NotForRole title="Add a signing identity" role={roleOf(ctx.actor)} />;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Signing identities", href: base }, { label: "Add" }]}
        title="Add a signing identity"
        description="It is tried out before anything is kept: only what signs a picture that reads back Trusted against its own root is taken in."
      />
      <AddIdentity
        base={base}
        make={ensureDevelopmentIdentityAction.bind(null, slug)}
        check={checkIdentityAction.bind(null, slug)}
        upload={uploadIdentityAction.bind(null, slug)}
        connect={connectKeyServiceAction.bind(null, slug)}
      />
    </>
  );
}
