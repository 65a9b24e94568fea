import { randomUUID } from "node:crypto";
import { insertEvents } from "./insert-events.ts";
import { completeSteps, type RunRow } from "./step-store.ts";
import type { Sql } from "./transaction.ts";

export type Ending = { status: "completed"; output: unknown } | { status: "failed" | "cancelled"; error: unknown };

/**
 * Ends a run once: its timers and waits go, the run that invoked it goes on, and a failure is told as
 * `inngest/function.failed`, which is what `onFailure` handlers are triggered by.
 */
export async function finishRun(
  sql: Sql,
  run: Pick<RunRow, "id" | "functionId" | "events" | "parentRunId" | "parentStepId">,
  ending: Ending,
): Promise<void> {
  const output = ending.status === "completed" ? (ending.output ?? null) : null;
  const error = ending.status === "completed" ? null : ending.error;
  const { rowCount } = await sql.query(
    `update engine_run set status = $2, output = $3, error = $4, ended_at = now() where id = $1 and status = 'running'`,
    [run.id, ending.status, JSON.stringify(output), error === null ? null : JSON.stringify(error)],
  );
  if (!rowCount) return;
  await sql.query("delete from engine_pause where run_id = $1", [run.id]);
  await sql.query("delete from engine_job where run_id = $1 and owner is null", [run.id]);
  if (run.parentRunId && run.parentStepId) {
    const body = ending.status === "completed" ? { data: output } : { error };
    await completeSteps(sql, run.parentRunId, [{ id: run.parentStepId, body }]);
  }
  if (ending.status !== "failed") return;
  const data = { function_id: run.functionId, run_id: run.id, event: run.events[0], events: run.events, error };
  await insertEvents(sql, [{ id: randomUUID(), name: "inngest/function.failed", data, ts: Date.now() }]);
}
