import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import { allowDevelopmentRootsAction, loadTrustFileAction, loadTrustUrlAction } from "@/app/actions/trust.ts";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader, Section } from "@/components/shell/page-header";
import { DevelopmentSwitch } from "@/components/trust/development-switch";
import { LoadList } from "@/components/trust/load-list";
import { TrustTable } from "@/components/trust/trust-table";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPages } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { getTrustPolicy } from "@/lib/trust/get-policy.ts";
import { listTrustLists } from "@/lib/trust/list.ts";

export const metadata: Metadata = { title: "Trust lists" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function TrustPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/trust`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "identity.read")) return <NotForRole title="Trust lists" role={roleOf(ctx.actor)} />;
  const [{ items, nextCursor }, { allowDevelopment }] = await Promise.all([
    listTrustLists(ctx, { cursor, limit: 25 }),
    getTrustPolicy(ctx, {}),
  ]);
  const manages = mayAct(ctx.actor, "identity.manage");
  const load = manages ? (
    <LoadList
      base={base}
      loadFile={loadTrustFileAction.bind(null, slug)}
      loadUrl={loadTrustUrlAction.bind(null, slug)}
    />
  ) : null;
  return (
    <>
      <PageHeader
        title="Trust lists"
        description="Whose certificates a manifest must lead to, to be found Trusted when it is inspected in this workspace. Receipts do not depend on it: they say Trusted against the signing identity's own root."
        actions={items.length > 0 ? load : null}
      />
      {items.length === 0 ? (
        <EmptyState icon={ShieldCheck} title="No trust list is loaded" action={load}>
          What others signed is found Valid at most. Load the official C2PA trust list from its address, or from a file
          of certificates in PEM.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <TrustTable base={base} lists={items} />
          <CursorPages base={base} cursor={cursor} nextCursor={nextCursor} />
        </div>
      )}
      <Section
        title="Beside the lists"
        description="The roots of uploaded identities, and of those of a key service, are always trusted here: whoever added them vouched for them."
      >
        <DevelopmentSwitch
          allowed={allowDevelopment}
          disabled={!manages}
          allow={allowDevelopmentRootsAction.bind(null, slug)}
        />
      </Section>
    </>
  );
}
