import { FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { cancelRunAction, pauseRunAction, resumeRunAction } from "@/app/actions/runs.ts";
import { RunStateLabel } from "@/components/format/state-label";
import { When } from "@/components/format/when";
import { runSentence } from "@/components/plan/plan-words.ts";
import { ItemTable } from "@/components/run/item-table";
import { LedgerSections } from "@/components/run/ledger-sections";
import { OutcomeTabs } from "@/components/run/outcome-tabs";
import { RunControls } from "@/components/run/run-controls";
import { RunLive } from "@/components/run/run-live";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { compareRunLedger } from "@/lib/run/compare-ledger.ts";
import { getRun } from "@/lib/run/get.ts";
import { listItems } from "@/lib/run/list-items.ts";
import { outcomeKinds } from "@/lib/run/schema.ts";

export const metadata: Metadata = { title: "Run" };

type Props = {
  params: Promise<{ tenant: string; runId: string }>;
  searchParams: Promise<{ cursor?: string; outcome?: string }>;
};

export default async function RunPage({ params, searchParams }: Props) {
  const { tenant: slug, runId: given } = await params;
  const query = await searchParams;
  const base = `/${slug}/runs/${given}`;
  const ctx = await openPageCtx(slug, base);
  const runId = given as Id<"run">;
  const run = await orNotFound(isId("run", given), () => getRun(ctx, { runId }));
  const ledger = await compareRunLedger(ctx, { runId });
  const outcome = [...outcomeKinds, "open" as const].find((kind) => kind === query.outcome);
  const { items, nextCursor } = await listItems(ctx, { runId, outcome, cursor: query.cursor, limit: 50 });
  const wanted = outcome ? `outcome=${outcome}` : "";
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Runs", href: `/${slug}/runs` }, { label: run.bucketName }]}
        title={<bdi>{run.bucketName}</bdi>}
        status={<RunStateLabel state={run.state} />}
        description={
          <>
            {runSentence[run.mode]} Launched <When at={run.createdAt} />.{" "}
            <Link href={`/${slug}/plans/${run.planId}`} className="underline underline-offset-4">
              The approved plan
            </Link>
          </>
        }
        actions={
          <>
            <RunControls
              state={run.state}
              pause={pauseRunAction.bind(null, slug, { runId })}
              resume={resumeRunAction.bind(null, slug, { runId })}
              cancel={cancelRunAction.bind(null, slug, { runId })}
            />
            <Button asChild>
              <Link href={`${base}/report`}>
                <FileText aria-hidden="true" /> Report
              </Link>
            </Button>
          </>
        }
      />
      {run.problem === null ? null : (
        <Callout tone="problem" title="Paused: the run cannot go on as it is">
          {run.problem}
        </Callout>
      )}
      <RunLive key={run.state} slug={slug} run={run} />
      <LedgerSections ledger={ledger} />
      <Section title="Objects">
        <OutcomeTabs base={base} current={outcome} />
        {items.length === 0 ? (
          <EmptyState title="No object here">
            {outcome ? "No object has this outcome so far." : "The run's rows are being written."}
          </EmptyState>
        ) : (
          <ItemTable slug={slug} items={items} />
        )}
        <Pagination
          previousHref={query.cursor ? `${base}?${wanted}` : null}
          nextHref={nextCursor ? `${base}?${wanted}&cursor=${nextCursor}` : null}
        />
      </Section>
    </>
  );
}
