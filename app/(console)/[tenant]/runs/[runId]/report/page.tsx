import { Download } from "lucide-react";
import type { Metadata } from "next";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { OutcomeLabel, RunStateLabel } from "@/components/format/state-label";
import { Usd } from "@/components/format/usd";
import { When } from "@/components/format/when";
import { LedgerSections } from "@/components/run/ledger-sections";
import { PrintButton } from "@/components/run/print-button";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DetailsList } from "@/components/ui/details-list";
import { Stat, StatRow } from "@/components/ui/stat";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import { openPageCtx } from "@/lib/edge/session.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { reportRun } from "@/lib/run/report.ts";
import { unsettledOf } from "@/lib/run/run-words.ts";
import { stampWords } from "@/lib/run/stamp-words.ts";

export const metadata: Metadata = { title: "Completion report" };

type Props = { params: Promise<{ tenant: string; runId: string }> };

/** What an auditor gets: what was asked, what became of every object, and how to check it without us. */
export default async function ReportPage({ params }: Props) {
  const { tenant: slug, runId: given } = await params;
  const base = `/${slug}/runs/${given}`;
  const ctx = await openPageCtx(slug, `${base}/report`);
  const { run, reasons, ledger } = await orNotFound(isId("run", given), () =>
    reportRun(ctx, { runId: given as Id<"run"> }),
  );
  const unsettled = unsettledOf(run);
  const over = run.state === "finished" || run.state === "cancelled";
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Runs", href: `/${slug}/runs` },
          { label: run.bucketName, href: base },
          { label: "Report" },
        ]}
        title="Completion report"
        status={<RunStateLabel state={run.state} />}
        description={
          <>
            <bdi>{run.bucketName}</bdi>, launched <When at={run.createdAt} exact />
            {run.finishedAt ? (
              <>
                , over <When at={run.finishedAt} exact />
              </>
            ) : null}
          </>
        }
        actions={
          <>
            <PrintButton />
            <Button asChild>
              <a href={`/api/v1/runs/${run.id}/report.html?tenant=${slug}`} download>
                <Download aria-hidden="true" /> HTML
              </a>
            </Button>
            <Button variant="primary" asChild>
              <a href={`/api/v1/runs/${run.id}/report.csv?tenant=${slug}`} download>
                <Download aria-hidden="true" /> CSV of every object
              </a>
            </Button>
          </>
        }
      />
      {over ? null : <Callout tone="note">The run is not over: these figures are as of now, and will change.</Callout>}
      <StatRow className="mt-3">
        <Stat label="Objects" value={<Count value={run.objects} />} detail={<Bytes value={run.bytes} />} />
        <Stat label="Signed" value={<Count value={run.signed} />} detail="each with a receipt" />
        <Stat label="Skipped" value={<Count value={run.skipped} />} />
        <Stat label="Failed" value={<Count value={run.failed} />} />
        {unsettled > 0n ? (
          <Stat label="Not settled" value={<Count value={unsettled} />} detail="and not signed" />
        ) : null}
        <Stat
          label="Time"
          value={<Duration ms={run.activeMs} />}
          detail={`${run.assetsPerSecond.toFixed(1)} objects/s`}
        />
        <Stat
          label="Cost"
          value={<Usd value={run.cost.soFarUsd} />}
          detail={
            <>
              estimated <Usd value={run.cost.estimateUsd} />
            </>
          }
        />
        {run.stamps.asked ? (
          <Stat label="Time-stamps owed" value={<Count value={run.stamps.owed} />} detail={stampWords(run)} />
        ) : null}
      </StatRow>
      <Section
        title="By outcome and reason"
        description="What “signed” means: the manifest was read back from the store, validated, and found Trusted against the signing identity's own anchor."
      >
        <Table label="Objects by outcome and reason">
          <TableHead>
            <TableRow>
              <TableHeading>Outcome</TableHeading>
              <TableHeading>Reason</TableHeading>
              <TableHeading numeric>Objects</TableHeading>
              <TableHeading numeric wideOnly>
                Size
              </TableHeading>
            </TableRow>
          </TableHead>
          <TableBody>
            {reasons.map((row) => (
              <TableRow key={`${row.outcome} ${row.why}`}>
                <TableCell>
                  <OutcomeLabel outcome={row.outcome} />
                </TableCell>
                <TableCell>
                  {row.why ? <code className="mr-1.5">{row.why}</code> : null}
                  <span className="text-muted-foreground">{row.sentence}</span>
                </TableCell>
                <TableCell numeric>
                  <Count value={row.objects} />
                </TableCell>
                <TableCell numeric wideOnly>
                  <Bytes value={row.bytes} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Section>
      <LedgerSections ledger={ledger} />
      <Section title="What was counted on the wire" description="Every attempt is counted, the repeated ones included.">
        <DetailsList
          details={[
            { label: "GET requests", value: <Count value={run.wire.get} /> },
            { label: "PUT requests", value: <Count value={run.wire.put} /> },
            { label: "HEAD requests", value: <Count value={run.wire.head} /> },
            { label: "Read", value: <Bytes value={run.wire.bytesIn} /> },
            { label: "Written", value: <Bytes value={run.wire.bytesOut} /> },
            { label: "Added to the bucket", value: <Bytes value={run.wire.bytesStored} /> },
            { label: "Media processing", value: <Duration ms={run.wire.mediaMs} /> },
          ]}
        />
      </Section>
      <Section title="How to check this without us">
        <p className="max-w-prose text-pretty text-[0.8125rem] text-muted-foreground">
          Export the receipts and run <code>c2c receipts verify receipts.jsonl</code>: it recomputes every hash of the
          chain from the file alone. A receipt says what was done and observed, and when by the service's clock. It says
          nothing about what a picture shows, who took it, or when.
        </p>
      </Section>
    </>
  );
}
