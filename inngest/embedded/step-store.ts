import { addJob, type StepBody } from "./jobs.ts";
import type { Sql } from "./transaction.ts";

export interface RunRow {
  id: string;
  functionId: string;
  events: { name: string; data: Record<string, unknown> }[];
  stack: string[];
  forcePlan: boolean;
  version: number;
  parentRunId: string | null;
  parentStepId: string | null;
  steps: Record<string, StepBody>;
}

/** A run with its memoized steps; null where it is over or was never there. */
export async function loadRun(sql: Sql, runId: string): Promise<RunRow | null> {
  const { rows } = await sql.query<RunRow>(
    `select r.id, r.function_id as "functionId", r.events, r.stack, r.force_plan as "forcePlan", r.version,
            r.parent_run_id as "parentRunId", r.parent_step_id as "parentStepId",
            coalesce((select jsonb_object_agg(s.id, s.body) from engine_step s where s.run_id = r.id), '{}') as steps
     from engine_run r where r.id = $1 and r.status = 'running'`,
    [runId],
  );
  return rows[0] ?? null;
}

/**
 * Memoizes results. The first write of a step wins, and the stack grows in the order given. Null where the run is over;
 * else whether anything was new, and whether parallel steps are still out. `fence` binds it to a lease.
 */
export async function saveSteps(
  sql: Sql,
  runId: string,
  steps: { id: string; body: StepBody }[],
  fence: { jobId: string; owner: string; generation: number } | null = null,
): Promise<{ added: boolean; waiting: boolean } | null> {
  const ids = steps.map(({ id }) => id);
  const { rows } = await sql.query<{ added: boolean; waiting: boolean }>(
    `with live as (
       select id from engine_run where id = $1 and status = 'running' and ($4::bigint is null or exists (
         select 1 from engine_job where id = $4::bigint and owner = $5 and generation = $6)) for update),
     added as (
       insert into engine_step (run_id, id, body)
       select live.id, s.id, s.body from live, jsonb_to_recordset($2::jsonb) as s(id text, body jsonb)
       on conflict do nothing returning id)
     update engine_run r set
       stack = r.stack || (select coalesce(array_agg(id order by array_position($3::text[], id)), '{}') from added),
       pending = (select coalesce(array_agg(p), '{}') from unnest(r.pending) p where p <> all($3::text[]))
     from live where r.id = live.id
     returning exists (select 1 from added) as added, cardinality(r.pending) > 0 as waiting`,
    [runId, JSON.stringify(steps), ids, fence?.jobId ?? null, fence?.owner ?? null, fence?.generation ?? null],
  );
  return rows[0] ?? null;
}

/** Memoizes results and lets the run go on, unless parallel steps are still out. What is already known changes nothing. */
export async function completeSteps(sql: Sql, runId: string, steps: { id: string; body: StepBody }[]): Promise<void> {
  const saved = await saveSteps(sql, runId, steps);
  if (!saved?.added || saved.waiting) return;
  await sql.query("update engine_run set force_plan = false where id = $1", [runId]);
  await addJob(sql, runId, { kind: "go", attempt: 0 });
}
