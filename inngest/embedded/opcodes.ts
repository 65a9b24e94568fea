import { randomUUID } from "node:crypto";
import { durationMs } from "./duration.ts";
import { finishRun } from "./finish-run.ts";
import { addJob, type StepBody } from "./jobs.ts";
import type { FunctionConfig } from "./registration.ts";
import { startRun } from "./start-run.ts";
import { completeSteps, type RunRow, saveSteps } from "./step-store.ts";
import type { Sql } from "./transaction.ts";

export interface Opcode {
  id: string;
  op: string;
  name?: string;
  data?: unknown;
  error?: unknown;
  opts?: {
    timeout?: string;
    if?: string;
    function_id?: string;
    payload?: { data?: Record<string, unknown> };
    parallelMode?: string;
  };
}

/** The clock, what may be invoked, and what to do with a step that may be tried again (false: no tries are left). */
export interface OpcodeSurroundings {
  now: Date;
  functions: ReadonlyMap<string, FunctionConfig>;
  retry(): Promise<boolean>;
}

/** Carries out what the SDK answered, in the transaction that settles the job it was asked by. */
export async function applyOpcodes(sql: Sql, run: RunRow, ops: Opcode[], around: OpcodeSurroundings): Promise<void> {
  const ran = ops.filter(({ op }) => op === "StepRun").map(({ id, data }) => ({ id, body: { data: data ?? null } }));
  const complete = ops.find(({ op }) => op === "RunComplete");
  if (complete) {
    await saveSteps(sql, run.id, ran);
    return finishRun(sql, run, { status: "completed", output: complete.data });
  }
  const planned = ops.filter(({ op }) => plans.has(op));
  if (planned.length > 1) await waitForAll(sql, run.id, planned);
  if (ran.length > 0) await completeSteps(sql, run.id, ran);
  for (const op of ops) await applyOne(sql, run, op, around);
}

const plans = new Set(["StepPlanned", "Sleep", "WaitForEvent", "InvokeFunction"]);

async function waitForAll(sql: Sql, runId: string, planned: Opcode[]): Promise<void> {
  // In a race the first result goes on, so nothing waits for the others.
  const ids = planned.filter(({ opts }) => opts?.parallelMode !== "race").map(({ id }) => id);
  await sql.query(
    `update engine_run set force_plan = true, pending = (select array_agg(distinct p) from unnest(pending || $2::text[]) p
       where not p = any(stack)) where id = $1`,
    [runId, ids],
  );
  await sql.query("update engine_run set pending = '{}' where id = $1 and pending is null", [runId]);
}

async function applyOne(sql: Sql, run: RunRow, op: Opcode, around: OpcodeSurroundings): Promise<void> {
  const timer = (body: StepBody, time: string | undefined) =>
    addJob(sql, run.id, { kind: "timer", stepId: op.id, body }, durationMs(time ?? "365d", around.now));
  switch (op.op) {
    case "StepRun":
      return;
    case "StepError":
      if (await around.retry()) return;
      return completeSteps(sql, run.id, [{ id: op.id, body: { error: op.error } }]);
    case "StepFailed":
      return completeSteps(sql, run.id, [{ id: op.id, body: { error: op.error } }]);
    case "StepPlanned":
      return addJob(sql, run.id, { kind: "step", stepId: op.id, attempt: 0 });
    case "Sleep":
      return timer({ data: null }, op.name);
    case "WaitForEvent":
      await sql.query(
        "insert into engine_pause (run_id, step_id, event, condition) values ($1, $2, $3, $4) on conflict do nothing",
        [run.id, op.id, op.name, op.opts?.if ?? null],
      );
      return timer({ data: null }, op.opts?.timeout);
    case "InvokeFunction": {
      const invoked = around.functions.get(op.opts?.function_id ?? "");
      const failed = (message: string) => ({ error: { name: "InvokeError", message } });
      if (!invoked)
        return completeSteps(sql, run.id, [
          { id: op.id, body: failed(`There is no function ${op.opts?.function_id}`) },
        ]);
      const data = op.opts?.payload?.data ?? {};
      const event = { id: randomUUID(), name: "inngest/function.invoked", data, ts: around.now.getTime() };
      const parent = { runId: run.id, stepId: op.id };
      // Named after the step, so that asking again starts no second run.
      await startRun(sql, invoked, event, { runId: `${run.id}.${op.id.slice(0, 16)}`, parent });
      if (op.opts?.timeout) await timer(failed("The invoked function took too long"), op.opts.timeout);
      return;
    }
    case "DiscoveryRequest":
      return addJob(sql, run.id, { kind: "go", attempt: 0 });
    default: {
      const message = `The embedded engine does not support ${op.op}`;
      return finishRun(sql, run, { status: "failed", error: { name: "UnsupportedStep", message } });
    }
  }
}
