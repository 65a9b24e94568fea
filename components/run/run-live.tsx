"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ProgressChart } from "@/components/charts/progress-chart";
import { Bytes } from "@/components/format/bytes";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { Usd } from "@/components/format/usd";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Stat, StatRow } from "@/components/ui/stat";
import { countText } from "@/lib/kernel/count-text";
import { settlingWords, slowWords } from "@/lib/run/run-words.ts";
import type { RunView } from "@/lib/run/schema.ts";
import { stampWords } from "@/lib/run/stamp-words.ts";
import { useLiveRun } from "./use-live-run";

const ledgerEveryMs = 10_000;

/** A run's figures as they change: counts by outcome, pace, time left, cost so far beside the estimate. */
export function RunLive({ slug, run: initial }: { slug: string; run: RunView }) {
  const { run, points, connected } = useLiveRun(slug, initial);
  const router = useRouter();
  const done = Number(run.signed) + Number(run.skipped) + Number(run.failed);
  // The page's buttons and its list of objects are rendered by the server: they follow the state.
  useEffect(() => {
    if (run.state !== initial.state) router.refresh();
  }, [run.state, initial.state, router]);
  // And so does its ledger, which counts on while it is read, more rarely than the figures.
  const counting = run.state === "running";
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), ledgerEveryMs);
    return () => clearInterval(timer);
  }, [counting, router]);
  return (
    <div className="grid gap-4">
      {connected ? null : (
        <Callout tone="caution">The live figures are interrupted. The run goes on; this page is reconnecting.</Callout>
      )}
      <RunRemarks run={run} />
      <Card>
        <CardBody>
          <Progress
            value={done}
            max={Number(run.objects)}
            label={run.state === "filling" ? "Writing the run's rows" : "Settled"}
            detail={
              <>
                <Count value={done} /> of <Count value={run.objects} />
              </>
            }
          />
        </CardBody>
      </Card>
      <RunFigures slug={slug} run={run} />
      {points.length > 1 ? <ProgressChart points={points} /> : null}
    </div>
  );
}

/** What somebody who watches should know besides the figures. */
function RunRemarks({ run }: { run: RunView }) {
  const slow = slowWords(run);
  const settling = settlingWords(run);
  return (
    <>
      {slow ? (
        <Callout tone="caution" title={slow}>
          Nothing is lost by it: each object is asked for again, and more are worked on as the store serves them.
        </Callout>
      ) : null}
      {settling ? <Callout>{settling}</Callout> : null}
      {run.state === "filling" && run.retried ? (
        <Callout>
          <Count value={run.retried.objects} /> objects that failed with <code>{run.retried.why}</code> are tried again.
        </Callout>
      ) : null}
    </>
  );
}

function RunFigures({ slug, run }: { slug: string; run: RunView }) {
  const over = run.state === "finished" || run.state === "cancelled";
  const base = `/${slug}/runs/${run.id}/objects`;
  return (
    <>
      <StatRow>
        <Stat label="Signed" value={<Count value={run.signed} />} detail="read back and Trusted" />
        <Stat
          label="Skipped"
          value={<OutcomeCount href={`${base}?outcome=skipped`} value={run.skipped} />}
          detail="each with its reason"
        />
        <Stat
          label="Failed"
          value={<OutcomeCount href={`${base}?outcome=failed`} value={run.failed} />}
          detail="each with its reason"
        />
        <Stat label="In flight" value={<Count value={run.inFlight} />} detail={<InFlightWords run={run} />} />
      </StatRow>
      <StatRow>
        <Stat
          label="Pace"
          value={`${run.assetsPerSecond.toFixed(run.assetsPerSecond < 10 ? 1 : 0)}/s`}
          detail={
            <>
              <Bytes value={Math.round(run.bytesPerSecond)} />
              /s
            </>
          }
        />
        <Stat
          label={run.secondsLeft === null ? "Time taken" : "Time left"}
          value={<Duration ms={run.secondsLeft === null ? run.activeMs : run.secondsLeft * 1000} />}
          detail={
            <>
              <Bytes value={run.bytesDone} /> of <Bytes value={run.bytes} />
            </>
          }
        />
        <Stat
          label={over ? "Cost" : "Cost so far"}
          value={<Usd value={run.cost.soFarUsd} />}
          detail={
            <>
              estimate <Usd value={run.cost.estimateUsd} />
              {run.cost.estimateLowUsd === run.cost.estimateHighUsd ? null : (
                <>
                  {" "}
                  (<Usd value={run.cost.estimateLowUsd} />–<Usd value={run.cost.estimateHighUsd} />)
                </>
              )}
            </>
          }
        />
        {run.stamps.asked ? (
          <Stat label="Time-stamps owed" value={<Count value={run.stamps.owed} />} detail={stampWords(run)} />
        ) : null}
      </StatRow>
    </>
  );
}

function InFlightWords({ run }: { run: RunView }) {
  if (run.state === "finished" || run.state === "cancelled") return "the run is over";
  if (run.atOnce > 0) return <>{countText(run.atOnce)} worked on at once</>;
  return run.inFlight === 0 ? "nothing is in hand" : "being signed now";
}

function OutcomeCount({ href, value }: { href: string; value: string }) {
  if (value === "0") return <Count value={value} />;
  return (
    <Link href={href} className="underline decoration-border underline-offset-4 hover:decoration-current">
      <Count value={value} />
    </Link>
  );
}
