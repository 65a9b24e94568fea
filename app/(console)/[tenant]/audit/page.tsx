import { FileClock } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { roleOf } from "@/app/(console)/role-of.ts";
import { AuditFilter } from "@/components/audit/audit-filter";
import { type AuditQuery, auditHref } from "@/components/audit/audit-href.ts";
import { AuditTable } from "@/components/audit/audit-table";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { listAudit } from "@/lib/tenant/list-audit.ts";
import { listMembers } from "@/lib/tenant/list-members.ts";

export const metadata: Metadata = { title: "Audit" };

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AuditPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const query = queryOf(await searchParams);
  const base = `/${slug}/audit`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "audit.read")) return <NotForRole title="Audit" role={roleOf(ctx.actor)} />;
  const [{ items, nextCursor }, { items: members }] = await Promise.all([
    listAudit(ctx, { ...query, limit: 50 }),
    mayAct(ctx.actor, "member.read") ? listMembers(ctx, { limit: 500 }) : { items: [] },
  ]);
  const people = new Map(members.map((member) => [`user:${member.userId}`, member.name?.trim() || member.email]));
  const { cursor, ...filter } = query;
  const filtered = Object.values(filter).some(Boolean);
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change in this workspace, newest first: who made it, to what, and within which request. Written in the same transaction as the change itself."
      />
      <AuditFilter base={base} filter={filter} people={[...people]} />
      {items.length === 0 ? (
        <EmptyState
          icon={FileClock}
          title={filtered ? "Nothing fits this filter" : "Nothing more"}
          action={
            <Button asChild>
              <Link href={base}>Show everything</Link>
            </Button>
          }
        >
          Actions are written as they are called, such as <code>bucket.connect</code>; ids are written in full.
        </EmptyState>
      ) : (
        <>
          <AuditTable base={base} filter={filter} entries={items} people={people} />
          <Pagination
            firstHref={cursor ? auditHref(base, filter) : null}
            nextHref={nextCursor ? auditHref(base, { ...filter, cursor: nextCursor }) : null}
          />
        </>
      )}
    </>
  );
}

/** The filters of the address; an empty field of the form counts as none. */
function queryOf(given: Record<string, string | string[] | undefined>): AuditQuery {
  const one = (name: string) =>
    [given[name]]
      .flat()[0]
      ?.replace(/[\p{Cc}\p{Cs}]/gu, "")
      .trim()
      .slice(0, 200) || undefined;
  return { action: one("action"), actor: one("actor"), subject: one("subject"), cursor: one("cursor") };
}
