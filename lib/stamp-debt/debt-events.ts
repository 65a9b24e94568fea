import type { Id } from "../kernel/ids.ts";
import type { JobEvent } from "../ports/jobs.ts";

/** The hint that a tenant has debts due. `round` names what asked for it, `part` counts its continuations. */
export function dueEvent(tenantId: Id<"tenant">, round: string, part: number): JobEvent {
  return { name: "stamps/due", id: `stamps:${tenantId}:${round}:${part}`, data: { tenantId, round, part } };
}
