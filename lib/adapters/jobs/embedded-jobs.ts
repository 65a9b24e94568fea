import type pg from "pg";
import type { Jobs } from "../../ports/jobs.ts";

/** Leaves the events in the embedded engine's table; any worker takes them up. Throws what the database throws. */
export function makeEmbeddedJobs(pool: pg.Pool): Jobs {
  return {
    async send(events) {
      if (events.length === 0) return;
      // The body is the whole event, as the functions will see it.
      await pool.query(
        `with sent as (
           insert into engine_event (id, name, body)
           select e->>'id', e->>'name', e || jsonb_build_object('ts', (extract(epoch from now()) * 1000)::bigint)
           from jsonb_array_elements($1::jsonb) e
           on conflict (id) do nothing returning 1)
         select pg_notify('engine_work', '') where exists (select 1 from sent)`,
        [JSON.stringify(events)],
      );
    },
  };
}
