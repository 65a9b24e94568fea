import type pg from "pg";
import { retryAfterMs } from "./duration.ts";
import { finishRun } from "./finish-run.ts";
import { addJob, type HeldJob, settleJob } from "./jobs.ts";
import { applyOpcodes, type Opcode } from "./opcodes.ts";
import type { FunctionConfig, Registration, SdkAnswer } from "./registration.ts";
import { completeSteps, loadRun, type RunRow } from "./step-store.ts";
import { persist, type Sql, transaction } from "./transaction.ts";

export interface DispatchSurroundings {
  pool: pg.Pool;
  registration: Registration;
  leaseMs: number;
  /** Milliseconds before the try after the given one, counted from 0. */
  backoffMs(attempt: number): number;
  now(): Date;
  called(): void;
}

/** A job that ended so many processes is a failure and not bad luck. */
const generationsMax = 20;

/** Does one leased job and settles it. A lease that was lost meanwhile leaves no trace. */
export async function dispatch(around: DispatchSurroundings, job: HeldJob): Promise<void> {
  const { pool, registration, leaseMs } = around;
  const settle = (work: (sql: Sql) => Promise<void>) =>
    persist(leaseMs * 2, () =>
      transaction(pool, async (sql) => {
        if (await settleJob(sql, job)) await work(sql);
      }),
    );
  const { data } = job;
  if (data.kind === "timer")
    return settle(async (sql) => {
      await sql.query("delete from engine_pause where run_id = $1 and step_id = $2", [job.runId, data.stepId]);
      await completeSteps(sql, job.runId, [{ id: data.stepId, body: data.body }]);
    });
  const run = await loadRun(pool, job.runId);
  if (!run || (data.kind === "step" && data.stepId in run.steps)) return settle(async () => {});
  const config = registration.functions.get(run.functionId);
  if (!config) return settle((sql) => fail(sql, run, `This worker knows no function ${run.functionId}`));
  if (job.generation > generationsMax)
    return settle((sql) => fail(sql, run, "The worker was lost too many times here"));
  around.called();
  const answer = await registration.call(requestOf(run, job, config));
  return settle((sql) => applyAnswer(sql, around, run, job, config, answer));
}

const attemptsOf = (config: FunctionConfig) => (config.steps.step.retries?.attempts ?? 3) + 1;
const attemptOf = ({ data }: HeldJob) => (data.kind === "timer" ? 0 : data.attempt);

function requestOf(run: RunRow, job: HeldJob, config: FunctionConfig) {
  const step = job.data.kind === "step" ? job.data.stepId : "step";
  return {
    method: "POST" as const,
    query: `?fnId=${encodeURIComponent(run.functionId)}&stepId=${step}`,
    headers: { "x-inngest-req-version": String(run.version) },
    body: {
      version: run.version,
      event: run.events[0],
      events: run.events,
      steps: run.steps,
      ctx: {
        run_id: run.id,
        fn_id: run.functionId,
        attempt: attemptOf(job),
        max_attempts: attemptsOf(config),
        disable_immediate_execution: run.forcePlan,
        use_api: false,
        // Comes back with every checkpoint, and says under which lease.
        qi_id: `${job.id}:${job.generation}`,
        stack: { stack: run.stack, current: run.stack.length },
      },
    },
  };
}

async function applyAnswer(
  sql: Sql,
  around: DispatchSurroundings,
  run: RunRow,
  job: HeldJob,
  config: FunctionConfig,
  { status, headers, body }: SdkAnswer,
): Promise<void> {
  const { data } = job;
  const attempt = attemptOf(job);
  const parsed: unknown = body ? JSON.parse(body) : null;
  const now = around.now();
  const retry = async () => {
    if (data.kind === "timer" || headers["x-inngest-no-retry"] === "true" || attempt + 1 >= attemptsOf(config))
      return false;
    const waitMs = retryAfterMs(headers["retry-after"], now) ?? around.backoffMs(attempt);
    await addJob(sql, run.id, { ...data, attempt: attempt + 1 }, Math.max(1, waitMs));
    return true;
  };
  if (status === 206) {
    const version = Number(headers["x-inngest-req-version"]) || run.version;
    await sql.query("update engine_run set version = $2 where id = $1 and version <> $2", [run.id, version]);
    return applyOpcodes(sql, run, [parsed as Opcode | Opcode[]].flat(), {
      now,
      functions: around.registration.functions,
      retry,
    });
  }
  // The SDK halted at a 409, and yet the lease is ours: the checkpoint could not be asked for. Go on from what was saved.
  if (isStale(parsed)) return addJob(sql, run.id, { kind: "go", attempt });
  if (status === 200) return finishRun(sql, run, { status: "completed", output: parsed });
  if (!(await retry())) await finishRun(sql, run, { status: "failed", error: parsed });
}

function isStale(parsed: unknown): boolean {
  return (parsed as { name?: unknown } | null)?.name === "StaleDispatchError";
}

function fail(sql: Sql, run: RunRow, message: string): Promise<void> {
  return finishRun(sql, run, { status: "failed", error: { name: "EngineError", message } });
}
