import type { Metadata } from "next";
import Link from "next/link";
import { payDebtsNowAction } from "@/app/actions/stampers.ts";
import { renameWorkspaceAction } from "@/app/actions/workspace.ts";
import { Count } from "@/components/format/count";
import { When } from "@/components/format/when";
import { EndingIdentities } from "@/components/identity/ending-identities";
import { BucketProblems, hasProblem } from "@/components/overview/bucket-problems";
import { guidedPath } from "@/components/overview/guided-path.ts";
import { NextSteps } from "@/components/overview/next-steps";
import { RenameWorkspace } from "@/components/overview/rename-workspace";
import { RunTable } from "@/components/run/run-table";
import { PageHeader, Section } from "@/components/shell/page-header";
import { DebtCard, hasDebts } from "@/components/stamp-debt/debt-card";
import { PayNow } from "@/components/stamp-debt/pay-now";
import { Button } from "@/components/ui/button";
import { Stat, StatRow } from "@/components/ui/stat";
import { openPageCtx } from "@/lib/edge/session.ts";
import { actions, mayAct } from "@/lib/kernel/actor.ts";
import { loadOverview } from "./load-overview.ts";

export const metadata: Metadata = { title: "Overview" };

type Props = { params: Promise<{ tenant: string }> };

export default async function OverviewPage({ params }: Props) {
  const { tenant: slug } = await params;
  const base = `/${slug}`;
  const ctx = await openPageCtx(slug, base);
  const { name, buckets, reached, runs, debts, ending, lastReceipt, usage } = await loadOverview(ctx);
  const troubled = buckets?.connected.filter(hasProblem) ?? [];
  return (
    <>
      <PageHeader
        title={<bdi>{name}</bdi>}
        actions={
          <>
            {mayAct(ctx.actor, "tenant.manage") ? (
              <RenameWorkspace name={name} rename={renameWorkspaceAction.bind(null, slug)} />
            ) : null}
            {reached.ran && buckets ? (
              <Button variant="primary" asChild>
                <Link href={`${base}/buckets`}>Go to the buckets</Link>
              </Button>
            ) : null}
          </>
        }
      />
      {reached.ran || !buckets ? null : (
        <Section
          title="Towards the first run"
          description="Nothing is signed before somebody approved exactly what it would cost."
        >
          <NextSteps steps={guidedPath(base, reached)} may={actions.filter((action) => mayAct(ctx.actor, action))} />
        </Section>
      )}
      {troubled.length > 0 ? (
        <Section title="Buckets that a run cannot write to">
          <BucketProblems slug={slug} buckets={troubled} />
        </Section>
      ) : null}
      {ending.length > 0 ? (
        <Section title="Signing identities that end">
          <EndingIdentities slug={slug} identities={ending} />
        </Section>
      ) : null}
      <Section title="So far">
        <StatRow>
          {buckets ? (
            <Stat
              label="Buckets"
              value={
                <>
                  <Count value={buckets.connected.length} />
                  {buckets.more ? "+" : null}
                </>
              }
              detail="connected"
            />
          ) : null}
          <Stat
            label="Receipts"
            // The chain counts from 1 without a gap, so the last one's place is how many there are.
            value={<Count value={lastReceipt?.seq ?? "0"} />}
            detail={
              lastReceipt ? (
                <>
                  last <When at={lastReceipt.at} />
                </>
              ) : (
                "none yet"
              )
            }
          />
          <Stat
            label="Metered this month"
            value={<Count value={usage.quantity} />}
            detail={`assets signed and read back in ${usage.month}, UTC`}
          />
        </StatRow>
      </Section>
      {hasDebts(debts) ? (
        <Section
          title="Time-stamp debt"
          description="Stamps that plans asked for and that did not come."
          actions={
            mayAct(ctx.actor, "run.operate") && debts.open !== "0" ? (
              <PayNow open={debts.open} pay={payDebtsNowAction.bind(null, slug)} />
            ) : null
          }
        >
          <DebtCard slug={slug} summary={debts} />
        </Section>
      ) : null}
      {runs.length > 0 ? (
        <Section
          title="Last runs"
          actions={
            <Button size="sm" asChild>
              <Link href={`${base}/runs`}>All runs</Link>
            </Button>
          }
        >
          <RunTable slug={slug} runs={runs} />
        </Section>
      ) : null}
    </>
  );
}
