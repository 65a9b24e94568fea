import type pg from "pg";
import { persist } from "../../inngest/embedded/transaction.ts";
import type { Trace } from "./engine-functions.ts";

/** Makes the table of traces; as its owner, for whoever connects. */
export async function makeTraceTable(owner: pg.Client | pg.Pool): Promise<void> {
  await owner.query(
    "create table if not exists engine_trace (id bigserial primary key, subject text not null, what text not null)",
  );
  await owner.query("grant all on engine_trace, engine_trace_id_seq to public");
}

export function makeTrace(pool: pg.Pool): Trace {
  return (subject, what) =>
    persist(5000, async () => {
      await pool.query("insert into engine_trace (subject, what) values ($1, $2)", [subject, what]);
    });
}

export async function readTraces(pool: pg.Pool, subject: string): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>("select what from engine_trace where subject = $1 order by id", [
    subject,
  ]);
  return rows.map(({ what }) => what);
}
