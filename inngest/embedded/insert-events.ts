import type { EngineEvent } from "./start-run.ts";
import type { Sql } from "./transaction.ts";

/** Writes events down; one whose id is there already changes nothing. */
export async function insertEvents(sql: Sql, events: EngineEvent[]): Promise<void> {
  await sql.query(
    `insert into engine_event (id, name, body)
     select e->>'id', e->>'name', e from jsonb_array_elements($1::jsonb) e on conflict (id) do nothing`,
    [JSON.stringify(events)],
  );
  await sql.query("notify engine_work");
}
