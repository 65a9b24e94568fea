"use client";

import { useEffect, useState } from "react";
import type { RatePoint } from "@/components/charts/progress-chart";
import type { RunView } from "@/lib/run/schema.ts";

export interface LiveRun {
  run: RunView;
  points: SettledPoint[];
  /** False while the stream is broken; the browser is coming back by itself. */
  connected: boolean;
}

/** A point of the chart, with how many were settled by then. */
type SettledPoint = RatePoint & { settled: number };

const pointsMax = 600;

/** A run as it goes, over the server-sent stream; begins with what the page was rendered with. */
export function useLiveRun(slug: string, initial: RunView): LiveRun {
  const [live, setLive] = useState<LiveRun>({ run: initial, points: [], connected: true });
  const over = initial.state === "finished" || initial.state === "cancelled";
  useEffect(() => {
    if (over) return;
    // The first pace is since the first look, not since the latest: looks come more often than paces are taken.
    let first: RunView | undefined;
    const source = new EventSource(`/api/v1/runs/${initial.id}/events?tenant=${encodeURIComponent(slug)}`);
    source.addEventListener("progress", (event) => {
      const run = JSON.parse((event as MessageEvent<string>).data) as RunView;
      first ??= run;
      const from = first;
      setLive((before) => ({ run, points: withPoint(before.points, from, run), connected: true }));
    });
    source.addEventListener("end", () => source.close());
    source.addEventListener("error", () => setLive((before) => ({ ...before, connected: false })));
    source.addEventListener("open", () => setLive((before) => ({ ...before, connected: true })));
    return () => source.close();
  }, [slug, initial.id, over]);
  return live;
}

/** The pace between two looks at least half a second of running apart: shorter ones say more of chance than of pace. */
function withPoint(points: SettledPoint[], first: RunView, run: RunView): SettledPoint[] {
  const last = points.at(-1);
  const sinceMs = last ? last.elapsedMs : first.activeMs;
  const elapsedMs = run.activeMs - sinceMs;
  if (elapsedMs < 500) return points;
  const settled = (view: RunView) => Number(view.signed) + Number(view.skipped) + Number(view.failed);
  const settledBefore = last?.settled ?? settled(first);
  const assetsPerSecond = Math.max(0, (settled(run) - settledBefore) / (elapsedMs / 1000));
  return [...points, { elapsedMs: run.activeMs, assetsPerSecond, settled: settled(run) }].slice(-pointsMax);
}
