import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { takeBackOverdue } from "./item-rows.ts";
import { countSettled, lockRun, moveRun } from "./rows.ts";
import { noWire, type RunState } from "./schema.ts";
import { settleStopped } from "./stopped-rows.ts";

/**
 * Ends a cancelling run as soon as nothing is in flight any more: whoever comes last does it. A worker whose lease is over
 * counts as dead, and finds its fence shut should it live after all: the numbers of a cancelled run never change. Tells
 * the run's state. An object that somebody was about to replace is not left as untouched: nobody looks at it any more, and
 * so it ends as failed, with the words that it may be another by now.
 */
export async function finishCancelled(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<RunState | null> {
  const run = await lockRun(tx, tenantId, runId);
  if (run?.state !== "cancelling") return run?.state ?? null;
  if ((await takeBackOverdue(tx, tenantId, runId)) > 0) return "cancelling";
  const stopped = await settleStopped(tx, tenantId, runId);
  if (stopped.failed > 0) {
    await countSettled(tx, tenantId, runId, { signed: 0, skipped: 0, ...stopped, wire: noWire, putOffMs: 0 });
    // With the last of its objects settled a run is finished, whatever was wished meanwhile.
    const now = await lockRun(tx, tenantId, runId);
    if (now?.state !== "cancelling") return now?.state ?? null;
  }
  await moveRun(tx, tenantId, runId, "cancelled", run.epoch);
  return "cancelled";
}
