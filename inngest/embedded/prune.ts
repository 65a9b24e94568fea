import type pg from "pg";

/** Removes runs that ended, and events that were matched, more than `days` ago, a bounded number at a time. */
export async function pruneEngine(pool: pg.Pool, days: number): Promise<{ runs: number; events: number }> {
  const { rows } = await pool.query<{ runs: number }>(
    `with gone as (
       delete from engine_run where id in (
         select id from engine_run where ended_at < now() - $1 * interval '1 day' limit 5000) returning id),
     steps as (delete from engine_step where run_id in (select id from gone))
     select count(*)::int as runs from gone`,
    [days],
  );
  const events = await pool.query(
    `delete from engine_event where id in (
       select id from engine_event where matched and at < now() - $1 * interval '1 day' limit 5000)`,
    [days],
  );
  return { runs: rows[0]?.runs ?? 0, events: events.rowCount ?? 0 };
}
