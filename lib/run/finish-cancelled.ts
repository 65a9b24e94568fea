import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { takeBackOverdue } from "./item-rows.ts";
import { lockRun, moveRun } from "./rows.ts";
import type { RunState } from "./schema.ts";

/**
 * Ends a cancelling run as soon as nothing is in flight any more: whoever comes last does it. A worker whose lease is over
 * counts as dead, and finds its fence shut should it live after all: the numbers of a cancelled run never change. Tells
 * the run's state.
 */
export async function finishCancelled(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<RunState | null> {
  const run = await lockRun(tx, tenantId, runId);
  if (run?.state !== "cancelling") return run?.state ?? null;
  if ((await takeBackOverdue(tx, tenantId, runId)) > 0) return "cancelling";
  await moveRun(tx, tenantId, runId, "cancelled", run.epoch);
  return "cancelled";
}
