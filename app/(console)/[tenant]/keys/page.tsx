import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import { createKeyAction, revokeKeyAction } from "@/app/actions/keys.ts";
import { CreateKey } from "@/components/key/create-key";
import { KeyTable } from "@/components/key/key-table";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPages } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { actions, mayAct } from "@/lib/kernel/actor.ts";
import { listKeys } from "@/lib/tenant/list-keys.ts";

export const metadata: Metadata = { title: "API keys" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function KeysPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/keys`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "key.read")) return <NotForRole title="API keys" role={roleOf(ctx.actor)} />;
  const { items, nextCursor } = await listKeys(ctx, { cursor, limit: 50 });
  const manages = mayAct(ctx.actor, "key.manage");
  const create = manages ? (
    <CreateKey mine={actions.filter((action) => mayAct(ctx.actor, action))} create={createKeyAction.bind(null, slug)} />
  ) : null;
  return (
    <>
      <PageHeader
        title="API keys"
        description={
          <>
            For programs that call the HTTP API at <code>/api/v1</code>. A key belongs to the workspace and goes on when
            its maker leaves.
          </>
        }
        actions={items.length > 0 ? create : null}
      />
      {items.length === 0 ? (
        <EmptyState icon={KeyRound} title="No key yet" action={create}>
          A key is shown once, when it is made, and can be revoked at any time.
        </EmptyState>
      ) : (
        <>
          <KeyTable keys={items} now={ctx.now()} revoke={manages ? revokeKeyAction.bind(null, slug) : null} />
          <CursorPages base={base} cursor={cursor} nextCursor={nextCursor} />
        </>
      )}
    </>
  );
}
