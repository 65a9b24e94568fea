import { PlayCircle } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { nameOfActor } from "@/app/(console)/name-of-actor.ts";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { approvePlanAction } from "@/app/actions/plans.ts";
import { startRunAction } from "@/app/actions/runs.ts";
import { LedgerBars } from "@/components/charts/ledger-bars";
import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { RunStateLabel } from "@/components/format/state-label";
import { Usd } from "@/components/format/usd";
import { When } from "@/components/format/when";
import { ApprovalFacts } from "@/components/plan/approval-facts";
import { CostGroups, LedgerTable } from "@/components/plan/ledger-table";
import { OutcomeForecast } from "@/components/plan/outcome-forecast";
import { ApprovePlan } from "@/components/plan/plan-controls";
import { SecondsInterval } from "@/components/plan/range-text";
import { SettingsList } from "@/components/plan/settings-list";
import { UnitFacts } from "@/components/plan/unit-facts";
import { LaunchRun } from "@/components/run/launch-run";
import { LedgerSections } from "@/components/run/ledger-sections";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody } from "@/components/ui/card";
import { Stat, StatRow } from "@/components/ui/stat";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { getPlan } from "@/lib/plan/get.ts";
import { loadSurroundings } from "./load-surroundings.ts";

export const metadata: Metadata = { title: "Plan" };

type Props = { params: Promise<{ tenant: string; planId: string }> };

export default async function PlanPage({ params }: Props) {
  const { tenant: slug, planId: given } = await params;
  const ctx = await openPageCtx(slug, `/${slug}/plans/${given}`);
  const planId = given as Id<"plan">;
  const plan = await orNotFound(isId("plan", given), () => getPlan(ctx, { planId }));
  const { ledger, settings, hash } = plan;
  const { inventory, names, run, counted, signable } = await loadSurroundings(ctx, plan);
  const bucketName = inventory?.bucketName ?? "the bucket";
  const newest = plan.approvals.toSorted((a, b) => b.approvedAt.localeCompare(a.approvedAt))[0];
  const charged = ledger.lines
    .filter(({ costUsd }) => costUsd.high !== "0")
    .map(({ label, costUsd: { estimate, low, high } }) => ({
      label,
      estimateUsd: estimate,
      lowUsd: low,
      highUsd: high,
    }));
  const mayApprove = mayAct(ctx.actor, "plan.approve");
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Buckets", href: `/${slug}/buckets` },
          ...(inventory ? [{ label: <bdi>{bucketName}</bdi>, href: `/${slug}/buckets/${inventory.bucketId}` }] : []),
          { label: "Inventory", href: `/${slug}/inventories/${plan.inventoryId}` },
          { label: "Sample", href: `/${slug}/samples/${plan.sampleId}` },
          { label: "Plan" },
        ]}
        title={
          <>
            Plan for <bdi>{bucketName}</bdi>
          </>
        }
        status={newest ? <Badge>Approved</Badge> : <Badge variant="outline">Not approved</Badge>}
        description={
          <>
            Estimated <When at={plan.createdAt} /> from a sample of <Count value={ledger.sample.objects} /> objects.
          </>
        }
        actions={
          <>
            {mayApprove && !newest && !plan.outdated ? (
              <ApprovePlan
                words={plan.words}
                approve={async (typedWords) => {
                  "use server";
                  return approvePlanAction(slug, { planId, hash, typedWords });
                }}
              >
                <ApprovalFacts plan={plan} bucketName={bucketName} names={names} />
              </ApprovePlan>
            ) : null}
            {newest && !run && mayAct(ctx.actor, "run.operate") ? (
              <LaunchRun
                slug={slug}
                planned={settings}
                launch={async (limits) => {
                  "use server";
                  return startRunAction(slug, { planId, approvalId: newest.id, ...limits });
                }}
              />
            ) : null}
            {run ? (
              <Button variant="primary" asChild>
                <Link href={`/${slug}/runs/${run.id}`}>
                  <PlayCircle aria-hidden="true" /> Open the run
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      {newest ? (
        <Callout className="mb-5">
          Approved by <bdi>{await nameOfActor(ctx, newest.approvedBy)}</bdi> <When at={newest.approvedAt} />, for
          exactly this plan and ledger.{" "}
          {newest.typedWords ? (
            <>
              Typed: <q>{newest.typedWords}</q>.{" "}
            </>
          ) : null}
          {run ? (
            <>
              Its run: <RunStateLabel state={run.state} />
            </>
          ) : (
            "It was not launched yet."
          )}
        </Callout>
      ) : mayApprove ? null : (
        <Callout className="mb-5">
          An owner or an admin of this workspace approves plans. Send them this page's address.
        </Callout>
      )}
      {plan.outdated ? (
        <Callout tone="caution" className="mb-5" title="It cannot be approved as it is">
          {plan.outdated}{" "}
          <Link href={`/${slug}/samples/${plan.sampleId}`} className="underline underline-offset-4">
            Open its sample
          </Link>
        </Callout>
      ) : null}
      {signable ? null : (
        <Callout tone="caution" className="mb-5" title="A run cannot write to this bucket">
          When it was last probed, not all four grants were there.{" "}
          {inventory ? (
            <Link href={`/${slug}/buckets/${inventory.bucketId}`} className="underline underline-offset-4">
              See what is missing
            </Link>
          ) : null}
        </Callout>
      )}
      <StatRow>
        <Stat
          label="Objects"
          value={<Count value={ledger.objects_total} />}
          detail={
            <>
              <Count value={ledger.objects_unique} /> contents, as it seems
            </>
          }
        />
        <Stat label="Size" value={<Bytes value={ledger.bytes_total} />} detail="to be read" />
        <Stat
          label="Total"
          value={<Usd value={ledger.total.estimate} />}
          detail={
            ledger.total.low === ledger.total.high ? null : (
              <>
                <Usd value={ledger.total.low} /> – <Usd value={ledger.total.high} />
              </>
            )
          }
        />
        <Stat
          label="Time"
          value={<Duration ms={ledger.est_runtime_sec * 1000} />}
          detail={<SecondsInterval value={ledger.runtimeSec} />}
        />
      </StatRow>
      <Section
        title="Ledger"
        description="What a run would cost, line by line. The intervals are of 95 % and tell of the sample alone."
      >
        <LedgerTable ledger={ledger} />
        <CostGroups cost={ledger.est_cost} />
        {charged.length > 0 && !counted ? (
          <Card className="mt-4">
            <CardBody>
              <LedgerBars
                title="Cost by line"
                description="Each line that costs anything, with its interval."
                lines={charged}
              />
            </CardBody>
          </Card>
        ) : null}
      </Section>
      {counted ? <LedgerSections ledger={counted} /> : null}
      <Section
        title="Service units and invoice"
        description="One unit for each signed asset, charged by the reservation beside the ledger's total."
      >
        <UnitFacts units={ledger.units} billingHref={mayAct(ctx.actor, "billing.read") ? `/${slug}/billing` : null} />
      </Section>
      <Section title="Expected outcomes" description="What would become of the objects, reckoned from the sample.">
        <OutcomeForecast expected={ledger.expected} />
      </Section>
      <Section title="What the run would do">
        <SettingsList settings={settings} names={names} hash={hash} />
      </Section>
      <Section title="What the figures rest on">
        <ul className="grid max-w-prose list-disc gap-1 pl-5 text-pretty text-[0.8125rem] text-muted-foreground">
          {ledger.assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
