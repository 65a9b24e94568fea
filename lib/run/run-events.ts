import type { Id } from "../kernel/ids.ts";
import type { JobEvent, SliceHint } from "../ports/jobs.ts";

/**
 * The hint that a run began, or goes on: a resume counts the epoch up, so that it is an event of its own. `part` counts the
 * functions that write its rows one after the other.
 */
export function startedEvent(tenantId: Id<"tenant">, runId: Id<"run">, epoch: number, part = 0): JobEvent {
  const id = `run:${runId}:started:${epoch}${part === 0 ? "" : `:${part}`}`;
  return { name: "run/started", id, data: { tenantId, runId, epoch, part } };
}

export function sliceEvent(hint: SliceHint): JobEvent {
  const { runId, slice, epoch, part } = hint;
  return { name: "run/slice", id: `run:${runId}:slice:${slice}:${epoch}:${part}`, data: hint };
}

export function cancelledEvent(tenantId: Id<"tenant">, runId: Id<"run">): JobEvent {
  return { name: "run/cancelled", id: `run:${runId}:cancelled`, data: { tenantId, runId } };
}
