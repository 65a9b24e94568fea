import { randomUUID } from "node:crypto";
import type pg from "pg";
import { lastTick, parseCron } from "./cron-time.ts";
import type { FunctionConfig } from "./registration.ts";
import { startRun } from "./start-run.ts";
import { transaction } from "./transaction.ts";

/**
 * Starts what is due by the database's clock: once per tick over all workers, and once for all ticks that passed while
 * no worker ran. A schedule that is new begins with its next tick.
 */
export async function fireCron(pool: pg.Pool, functions: ReadonlyMap<string, FunctionConfig>): Promise<void> {
  const scheduled = [...functions.values()].filter(({ triggers }) => triggers?.some(({ cron }) => cron));
  if (scheduled.length === 0) return;
  await transaction(pool, async (sql) => {
    const { rows } = await sql.query<{ now: Date }>("select now()");
    const now = rows[0]?.now ?? new Date();
    for (const config of scheduled) {
      const ticks = (config.triggers ?? []).flatMap(({ cron }) =>
        cron ? [{ cron, at: lastTick(parseCron(cron), now) }] : [],
      );
      const due = ticks.filter(({ at }) => at !== null).sort((a, b) => Number(b.at) - Number(a.at))[0];
      if (!due?.at) continue;
      const first = await sql.query(
        "insert into engine_cron (function_id, last_tick) values ($1, $2) on conflict do nothing",
        [config.id, now],
      );
      if (first.rowCount) continue;
      const moved = await sql.query("update engine_cron set last_tick = $2 where function_id = $1 and last_tick < $2", [
        config.id,
        due.at,
      ]);
      if (!moved.rowCount) continue;
      const event = {
        id: randomUUID(),
        name: "inngest/scheduled.timer",
        data: { cron: due.cron },
        ts: due.at.getTime(),
      };
      await startRun(sql, config, event);
    }
  });
}
