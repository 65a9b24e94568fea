import type pg from "pg";
import { celHolds } from "./cel-match.ts";
import { finishRun } from "./finish-run.ts";
import type { FunctionConfig } from "./registration.ts";
import { type EngineEvent, startRun } from "./start-run.ts";
import { completeSteps, type RunRow } from "./step-store.ts";
import { type Sql, transaction } from "./transaction.ts";

/** Acts on one event that no worker has matched yet: starts runs, cancels runs, ends waits. False where there was none. */
export async function matchNextEvent(pool: pg.Pool, functions: ReadonlyMap<string, FunctionConfig>): Promise<boolean> {
  return transaction(pool, async (sql) => {
    const { rows } = await sql.query<{ id: string; body: EngineEvent }>(
      `update engine_event set matched = true where id = (
         select id from engine_event where not matched order by at limit 1 for update skip locked)
       returning id, body`,
    );
    const event = rows[0]?.body;
    if (!event) return false;
    for (const config of functions.values()) {
      await cancelRuns(sql, config, event);
      const triggers = (config.triggers ?? []).filter(({ event: name }) => name === event.name);
      if (triggers.some(({ expression }) => celHolds(expression, { event }))) await startRun(sql, config, event);
    }
    await endWaits(sql, event);
    return true;
  });
}

async function cancelRuns(sql: Sql, config: FunctionConfig, event: EngineEvent): Promise<void> {
  for (const rule of (config.cancel ?? []).filter((cancel) => cancel.event === event.name)) {
    const { rows } = await sql.query<Omit<RunRow, "steps">>(
      `select id, function_id as "functionId", events, parent_run_id as "parentRunId", parent_step_id as "parentStepId"
       from engine_run where status = 'running' and function_id = $1`,
      [config.id],
    );
    for (const run of rows) {
      if (!celHolds(rule.if, { event: run.events[0], async: event })) continue;
      const error = { name: "FunctionCancelledError", message: `cancelled by the event ${event.name}` };
      await finishRun(sql, run, { status: "cancelled", error });
    }
  }
}

async function endWaits(sql: Sql, event: EngineEvent): Promise<void> {
  const { rows } = await sql.query<{ runId: string; stepId: string; condition: string | null; original: unknown }>(
    `select p.run_id as "runId", p.step_id as "stepId", p.condition, r.events->0 as original
     from engine_pause p join engine_run r on r.id = p.run_id where p.event = $1 and r.status = 'running'`,
    [event.name],
  );
  for (const { runId, stepId, condition, original } of rows) {
    if (!celHolds(condition, { event: original, async: event })) continue;
    await sql.query("delete from engine_pause where run_id = $1 and step_id = $2", [runId, stepId]);
    await sql.query("delete from engine_job where key = $1 and owner is null", [`${runId}:timer:${stepId}`]);
    await completeSteps(sql, runId, [{ id: stepId, body: { data: event } }]);
  }
}
