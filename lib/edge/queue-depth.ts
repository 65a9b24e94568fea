import type { Wiring } from "../wire.ts";

export interface Depth {
  labels: Record<string, string>;
  value: number;
}

/**
 * What waits over the whole installation. `objects` are those of unfinished runs, by the run's state; `jobs` and `events` are
 * the embedded engine's own, and stay at zero where an Inngest server has the queue. Throws where the database does not answer.
 */
export async function readQueueDepth({ database }: Wiring): Promise<{ objects: Depth[]; jobs: Depth[] }> {
  const { rows: runs } = await database.pool.query<{ state: string; objects: string }>(
    "select state, objects from objects_waiting()",
  );
  const waiting = new Map(runs.map(({ state, objects }) => [state, Number(objects)]));
  const { rows: jobs } = await database.pool.query<{ queue: string; depth: number }>(
    `select 'event' as queue, count(*)::int as depth from engine_event where not matched
     union all select 'due', count(*)::int from engine_job where run_at <= now() and (owner is null or lease_until < now())
     union all select 'held', count(*)::int from engine_job where owner is not null and lease_until >= now()
     union all select 'later', count(*)::int from engine_job where run_at > now() and owner is null`,
  );
  return {
    objects: ["filling", "running", "paused", "cancelling"].map((state) => ({
      labels: { state },
      value: waiting.get(state) ?? 0,
    })),
    jobs: jobs.map(({ queue, depth }) => ({ labels: { queue }, value: depth })),
  };
}
