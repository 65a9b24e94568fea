import { randomUUID } from "node:crypto";
import { celText, celWhole } from "./cel-match.ts";
import { addJob } from "./jobs.ts";
import { concurrencyOf, type FunctionConfig } from "./registration.ts";
import type { Sql } from "./transaction.ts";

export interface EngineEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
}

export interface StartOptions {
  runId?: string;
  parent?: { runId: string; stepId: string };
}

/** What an Inngest server allows `priority.run` to say, in seconds. */
const prioritySecondsMax = 600;

/** Starts a run in the caller's transaction, unless one of the same id or the same idempotency value was started before. */
export async function startRun(
  sql: Sql,
  config: FunctionConfig,
  event: EngineEvent,
  options: StartOptions = {},
): Promise<void> {
  const lanes = lanesOf(config, event);
  const idempotencyKey = config.idempotency ? celText(config.idempotency, { event }) : null;
  const { rows } = await sql.query<{ id: string }>(
    `insert into engine_run (id, function_id, events, parent_run_id, parent_step_id, lanes, lane_limits, idempotency_key, priority, stack, pending)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', '{}') on conflict do nothing returning id`,
    [
      options.runId ?? randomUUID(),
      config.id,
      JSON.stringify([event]),
      options.parent?.runId ?? null,
      options.parent?.stepId ?? null,
      lanes.map(({ lane }) => lane),
      lanes.map(({ limit }) => limit),
      idempotencyKey,
      config.priority?.run ? celWhole(config.priority.run, { event }, prioritySecondsMax) : 0,
    ],
  );
  const started = rows[0];
  if (started) await addJob(sql, started.id, { kind: "go", attempt: 0 });
}

/** The lanes of a run: a limit of the scope `account` or `env` counts over all functions that name the same key. */
export function lanesOf(config: FunctionConfig, event: EngineEvent): { lane: string; limit: number }[] {
  return concurrencyOf(config).map(({ limit, key, scope = "fn" }) => {
    const whose = scope === "fn" ? config.id : scope;
    return { lane: JSON.stringify([whose, key ? celText(key, { event }) : ""]), limit };
  });
}
