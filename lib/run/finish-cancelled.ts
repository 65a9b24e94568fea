import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { liveLeases } from "./item-rows.ts";
import { lockRun, moveRun } from "./rows.ts";
import type { RunState } from "./schema.ts";

/** Ends a cancelling run as soon as nothing is in flight any more: whoever comes last does it. Tells the run's state. */
export async function finishCancelled(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<RunState | null> {
  const run = await lockRun(tx, tenantId, runId);
  if (run?.state !== "cancelling") return run?.state ?? null;
  if ((await liveLeases(tx, tenantId, runId)) > 0) return "cancelling";
  await moveRun(tx, tenantId, runId, "cancelled", run.epoch);
  return "cancelled";
}
