import type pg from "pg";
import { admit, type Candidate } from "./admit.ts";
import { type Sql, transaction } from "./transaction.ts";

/** `go`: call the function on; `step`: run one planned step; `timer`: a wait of the step is over, with this result. */
export type JobData =
  | { kind: "go"; attempt: number }
  | { kind: "step"; stepId: string; attempt: number }
  | { kind: "timer"; stepId: string; body: StepBody };
export type StepBody = { data: unknown } | { error: unknown };

export interface HeldJob {
  id: string;
  key: string;
  runId: string;
  data: JobData;
  generation: number;
  owner: string;
  /** Its lease ran out under somebody else. */
  takenOver: boolean;
}

export function jobKey(runId: string, data: JobData): string {
  return data.kind === "go" ? `${runId}:go` : `${runId}:${data.kind}:${data.stepId}`;
}

/**
 * Adds a job in the caller's transaction. One that is there already and held is done once more when it settles. Within
 * its turn it is served by when its run began, less the run's priority, so that what was begun is brought to its end; a
 * wait counts from when it is over.
 */
export async function addJob(sql: Sql, runId: string, data: JobData, delayMs = 0): Promise<void> {
  await sql.query(
    `insert into engine_job (key, run_id, turn, lanes, lane_limits, run_at, order_at, data)
     select $1, r.id, coalesce(r.lanes[1], r.function_id), r.lanes, r.lane_limits,
            date_trunc('milliseconds', clock_timestamp() + $4 * interval '1 ms'),
            case when $4 = 0 then r.created_at else clock_timestamp() + $4 * interval '1 ms' end - r.priority * interval '1 s',
            $3::jsonb
     from engine_run r where r.id = $2 and r.status = 'running'
     on conflict (key) do update set again = engine_job.owner is not null`,
    [jobKey(runId, data), runId, JSON.stringify(data), delayMs],
  );
  if (delayMs === 0) await sql.query("notify engine_work");
}

/** One number for the whole database: limits are exact because only one worker at a time chooses. */
const pickLock = 7_204_118;

/** Leases up to `free` jobs to `owner`. A job whose lease ran out is as free as any. */
export async function pickJobs(pool: pg.Pool, owner: string, free: number, leaseMs: number): Promise<HeldJob[]> {
  return transaction(pool, async (sql) => {
    await sql.query("select pg_advisory_xact_lock($1)", [pickLock]);
    const { rows: candidates } = await sql.query<Candidate>(
      `select j.* from (select distinct turn from engine_job where run_at <= now()) t
       cross join lateral (
         select id::text, turn, lanes, lane_limits as "laneLimits", extract(epoch from run_at)::float8 as "dueAt"
         from engine_job
         where turn = t.turn and run_at <= now() and (owner is null or lease_until < now())
         order by order_at, engine_job.id limit $1) j`,
      [free],
    );
    if (candidates.length === 0) return [];
    const { rows: busy } = await sql.query<{ turn: string; lanes: string[] }>(
      "select turn, lanes from engine_job where owner is not null and lease_until >= now()",
    );
    const ids = admit(candidates, busy, free);
    if (ids.length === 0) return [];
    const { rows } = await sql.query<HeldJob>(
      `with free as materialized (
         select id, owner is not null as taken_over from engine_job where id = any($3::bigint[]) for update skip locked)
       update engine_job j set owner = $1, generation = generation + 1, lease_until = clock_timestamp() + $2 * interval '1 ms'
       from free where j.id = free.id
       returning j.id::text, key, run_id as "runId", data, generation, owner, free.taken_over as "takenOver"`,
      [owner, leaseMs, ids],
    );
    return rows;
  });
}

/** Ends the lease within the caller's transaction. False where it was lost: then nothing of the transaction may stay. */
export async function settleJob(sql: Sql, job: HeldJob): Promise<boolean> {
  const { rows } = await sql.query<{ again: boolean }>(
    "delete from engine_job where id = $1 and owner = $2 and generation = $3 returning again",
    [job.id, job.owner, job.generation],
  );
  if (rows[0]?.again && job.data.kind === "go") await addJob(sql, job.runId, { kind: "go", attempt: 0 });
  return rows.length > 0;
}

/** Renews all leases of a worker. */
export async function renewLeases(sql: Sql, owner: string, leaseMs: number): Promise<void> {
  await sql.query("update engine_job set lease_until = clock_timestamp() + $2 * interval '1 ms' where owner = $1", [
    owner,
    leaseMs,
  ]);
}

/** Gives back what a worker holds: others may take it at once. With `id`, that job alone, after `delayMs`. */
export async function releaseJobs(sql: Sql, owner: string, id: string | null = null, delayMs = 0): Promise<void> {
  await sql.query(
    `update engine_job set owner = null, lease_until = null, run_at = greatest(run_at, now() + $3 * interval '1 ms')
     where owner = $1 and ($2::bigint is null or id = $2::bigint)`,
    [owner, id, delayMs],
  );
  await sql.query("notify engine_work");
}

/** Milliseconds until the next timer, retry or lease end; null where nothing is to come. */
export async function msToNextJob(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ ms: number | null }>(
    `select (extract(epoch from least(
       (select min(run_at) from engine_job where run_at > now()),
       (select min(lease_until) from engine_job where lease_until > now())) - now()) * 1000)::float8 as ms`,
  );
  return rows[0]?.ms ?? null;
}
