import { FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { Count } from "@/components/format/count";
import { RunStateLabel } from "@/components/format/state-label";
import { ItemFilter } from "@/components/run/item-filter";
import { itemsHref } from "@/components/run/item-search.ts";
import { ItemTable } from "@/components/run/item-table";
import { OutcomeTabs } from "@/components/run/outcome-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { listItems } from "@/lib/run/list-items.ts";
import { reportRun } from "@/lib/run/report.ts";
import { readItemSearch } from "./read-item-search.ts";

export const metadata: Metadata = { title: "Objects of a run" };

type Props = {
  params: Promise<{ tenant: string; runId: string }>;
  searchParams: Promise<Record<string, string | undefined>>;
};

/** Every object of a run with what became of it, a page at a time, narrowed as the address says. */
export default async function RunObjectsPage({ params, searchParams }: Props) {
  const { tenant: slug, runId: given } = await params;
  const query = await searchParams;
  const runPage = `/${slug}/runs/${given}`;
  const base = `${runPage}/objects`;
  const ctx = await openPageCtx(slug, base);
  const runId = given as Id<"run">;
  const { run, reasons } = await orNotFound(isId("run", given), () => reportRun(ctx, { runId }));
  const search = readItemSearch(query);
  const { items, nextCursor } = await listItems(ctx, { runId, ...search, cursor: query.cursor, limit: 100 });
  const told = reasons.flatMap(({ why, outcome, objects }) =>
    why && (!search.outcome || search.outcome === outcome) ? [{ why, objects }] : [],
  );
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Runs", href: `/${slug}/runs` },
          { label: <bdi>{run.bucketName}</bdi>, href: runPage },
          { label: "Objects" },
        ]}
        title="Objects"
        status={<RunStateLabel state={run.state} />}
        description={
          <>
            <Count value={run.objects} /> in the order of their keys.
          </>
        }
        actions={
          <Button asChild>
            <Link href={`${runPage}/report`}>
              <FileText aria-hidden="true" /> Report
            </Link>
          </Button>
        }
      />
      <OutcomeTabs base={base} current={search.outcome} />
      <ItemFilter base={base} search={search} reasons={told} />
      {items.length === 0 ? (
        <EmptyState title="No object here">No object of this run is as you asked for.</EmptyState>
      ) : (
        <ItemTable slug={slug} items={items} />
      )}
      <Pagination
        label="Pages of objects"
        previousHref={query.cursor ? itemsHref(base, search) : null}
        nextHref={nextCursor ? itemsHref(base, { ...search, cursor: nextCursor }) : null}
      />
    </>
  );
}
