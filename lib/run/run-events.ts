import type { Id } from "../kernel/ids.ts";
import type { JobEvent } from "../ports/jobs.ts";

/** The hint that a run began, or goes on: a resume counts the epoch up, so that it is an event of its own. */
export function startedEvent(tenantId: Id<"tenant">, runId: Id<"run">, epoch: number): JobEvent {
  return { name: "run/started", id: `run:${runId}:started:${epoch}`, data: { tenantId, runId, epoch } };
}

/** `part` counts the continuations of one slice's function within one epoch. */
export function sliceEvent(
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  slice: number,
  epoch: number,
  part: number,
): JobEvent {
  return {
    name: "run/slice",
    id: `run:${runId}:slice:${slice}:${epoch}:${part}`,
    data: { tenantId, runId, slice, epoch, part },
  };
}

export function cancelledEvent(tenantId: Id<"tenant">, runId: Id<"run">): JobEvent {
  return { name: "run/cancelled", id: `run:${runId}:cancelled`, data: { tenantId, runId } };
}
