import { FileText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import {
  cancelRunAction,
  cloneRunAction,
  pauseRunAction,
  resumeRunAction,
  retryRunAction,
  tuneRunAction,
} from "@/app/actions/runs.ts";
import { Count } from "@/components/format/count";
import { RunStateLabel } from "@/components/format/state-label";
import { Things } from "@/components/format/things";
import { When } from "@/components/format/when";
import { runSentence } from "@/components/plan/plan-words.ts";
import { CloneRun } from "@/components/run/clone-run";
import { ItemTable } from "@/components/run/item-table";
import { LedgerSections } from "@/components/run/ledger-sections";
import { OutcomeTabs } from "@/components/run/outcome-tabs";
import { type FailureClass, RetryRun } from "@/components/run/retry-run";
import { RunControls } from "@/components/run/run-controls";
import { RunLive } from "@/components/run/run-live";
import { TuneRun } from "@/components/run/tune-run";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import type { FailReason } from "@/lib/kernel/outcome.ts";
import { getPlan } from "@/lib/plan/get.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { compareRunLedger } from "@/lib/run/compare-ledger.ts";
import { getRun } from "@/lib/run/get.ts";
import { listItems } from "@/lib/run/list-items.ts";
import { reportRun } from "@/lib/run/report.ts";

export const metadata: Metadata = { title: "Run" };

type Props = { params: Promise<{ tenant: string; runId: string }> };

/** How many objects the page itself shows: the rest is a page of its own. */
const shownObjects = 10;

export default async function RunPage({ params }: Props) {
  const { tenant: slug, runId: given } = await params;
  const base = `/${slug}/runs/${given}`;
  const ctx = await openPageCtx(slug, base);
  const runId = given as Id<"run">;
  const run = await orNotFound(isId("run", given), () => getRun(ctx, { runId }));
  const ledger = await compareRunLedger(ctx, { runId });
  const { settings } = await getPlan(ctx, { planId: run.planId });
  const failures = run.state === "finished" && run.failed !== "0" ? await failuresOf(ctx, runId) : [];
  const { items, nextCursor } = await listItems(ctx, { runId, limit: shownObjects });
  const operates = mayAct(ctx.actor, "run.operate");
  const over = run.state === "finished" || run.state === "cancelled";
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
            .{" "}
            {over ? null : (
              <>
                Priority {run.priority}, at most{" "}
                <Things value={Math.min(run.concurrency, run.maxInflight)} one="object" /> at once.
              </>
            )}
          </>
        }
        actions={
          <>
            {operates ? (
              <RunControls
                state={run.state}
                pause={pauseRunAction.bind(null, slug, { runId })}
                resume={resumeRunAction.bind(null, slug, { runId })}
                cancel={cancelRunAction.bind(null, slug, { runId })}
              />
            ) : null}
            {operates && !over ? (
              <TuneRun
                run={run}
                planned={settings}
                tune={async (limits) => {
                  "use server";
                  return tuneRunAction(slug, { runId, ...limits });
                }}
              />
            ) : null}
            {operates && failures.length > 0 ? (
              <RetryRun
                failures={failures}
                retry={async (why) => {
                  "use server";
                  return retryRunAction(slug, { runId, why: why as FailReason });
                }}
              />
            ) : null}
            {over && mayAct(ctx.actor, "plan.operate") ? (
              <CloneRun
                slug={slug}
                clone={async (objects) => {
                  "use server";
                  return cloneRunAction(slug, { runId, objects });
                }}
              />
            ) : null}
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
        <OutcomeTabs base={`${base}/objects`} current={null} />
        {items.length === 0 ? (
          <EmptyState title="No object here">The run's rows are being written.</EmptyState>
        ) : (
          <ItemTable slug={slug} items={items} />
        )}
        {nextCursor ? (
          <div className="flex justify-end pt-3">
            <Button asChild>
              <Link href={`${base}/objects`}>
                <span>
                  All <Count value={run.objects} /> objects
                </span>
              </Link>
            </Button>
          </div>
        ) : null}
      </Section>
    </>
  );
}

async function failuresOf(ctx: TenantCtx, runId: Id<"run">): Promise<FailureClass[]> {
  const { reasons } = await reportRun(ctx, { runId });
  return reasons.flatMap(({ outcome, why, sentence, objects }) =>
    outcome === "failed" && why ? [{ why, sentence, objects }] : [],
  );
}
