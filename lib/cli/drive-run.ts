import { setTimeout as after } from "node:timers/promises";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { fillRun } from "../run/fill.ts";
import { getRun } from "../run/get.ts";
import { nextSlice } from "../run/next-slice.ts";
import { pauseRun } from "../run/pause.ts";
import { pump } from "../run/pump.ts";
import { slowWords } from "../run/run-words.ts";
import { makeProgress, type Progress } from "./progress.ts";

export interface Drive {
  ctx: TenantCtx;
  /** Aborted by Ctrl-C: the run is paused, what is in flight settles, and the drive ends. */
  signal: AbortSignal;
  /** How long a claimed object belongs to this process without a sign of life. */
  leaseMs: number;
}

/** One call of the pump lasts so long, and so does one wait: then the terminal is told, and the states are looked at. */
const budgetMs = 1_000;

/**
 * Does a run's work in this very process, with the same verbs as the durable functions: until all is settled, until
 * somebody pauses or cancels it, or until Ctrl-C.
 */
export async function driveRun(drive: Drive, runId: Id<"run">): Promise<void> {
  const { ctx, signal, leaseMs } = drive;
  await fillRun(ctx, { runId });
  const progress = makeProgress("Signing");
  // At once, and not after the pump's budget: a paused run gives nothing more out, to other processes neither.
  let pausing: Promise<unknown> | undefined;
  const pause = () => {
    pausing = pauseWhereItRuns(ctx, runId);
  };
  if (signal.aborted) pause();
  else signal.addEventListener("abort", pause, { once: true });
  try {
    await showProgress(ctx, runId, progress);
    for (let slice = -1, waitMs = Number.POSITIVE_INFINITY; !signal.aborted; ) {
      const next = await nextSlice(ctx, { runId, after: slice });
      if (next.slice === null) {
        if (waitMs === Number.POSITIVE_INFINITY) break;
        // What is left backs off, or is in the hands of a process that may have been killed: until its lease is over.
        await after(Math.min(waitMs, budgetMs), undefined, { signal }).catch(() => {});
        [slice, waitMs] = [-1, Number.POSITIVE_INFINITY];
        await showProgress(ctx, runId, progress);
        continue;
      }
      const pumped = await pump(ctx, { runId, slice: next.slice, budgetMs, leaseMs });
      await showProgress(ctx, runId, progress);
      if (pumped.state === "halted") break;
      if (pumped.state === "open" && pumped.waitMs === 0) continue;
      if (pumped.state === "open") waitMs = Math.min(waitMs, pumped.waitMs);
      slice = next.slice;
    }
  } finally {
    signal.removeEventListener("abort", pause);
    progress.end();
    await pausing;
  }
}

/** A run that finished in the same moment has nothing to pause. */
async function pauseWhereItRuns(ctx: TenantCtx, runId: Id<"run">): Promise<void> {
  await pauseRun(ctx, { runId }).catch(async (thrown) => {
    if ((await getRun(ctx, { runId })).state === "running") throw thrown;
  });
}

async function showProgress(ctx: TenantCtx, runId: Id<"run">, progress: Progress): Promise<void> {
  if (!progress.shown) return;
  const run = await getRun(ctx, { runId });
  const notes = [
    run.secondsLeft === null ? "" : `${run.secondsLeft} s left`,
    run.failed === "0" ? "" : `${run.failed} failed`,
    slowWords(run) ?? "",
  ];
  progress.show({
    done: Number(run.signed) + Number(run.skipped) + Number(run.failed),
    total: Number(run.objects),
    bytes: Number(run.bytesDone),
    note: notes.filter(Boolean).join(", "),
  });
}
