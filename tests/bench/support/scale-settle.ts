import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { makeInngest } from "../../../inngest/client.ts";
import { startEmbeddedEngine } from "../../../inngest/embedded/start-embedded-engine.ts";
import type { Id } from "../../../lib/kernel/ids.ts";
import { fillRun } from "../../../lib/run/fill.ts";
import { getRun } from "../../../lib/run/get.ts";
import { launchLong, settleNothing } from "../../support/long-run.ts";
import { startWorker, until } from "../../support/worker-process.ts";
import { measure } from "./measure.ts";
import { pageFigures } from "./scale-pages.ts";
import { perSecond, type ScaleSection, type ScaleStage, seconds } from "./scale-stage.ts";

/** So many rows are claimed and settled with nothing done to them. */
const settledRows = 20_000;
/** What the worker's functions work between two checkpoints. */
const stepMs = 5_000;

/** What a run costs besides its signing: rows written, claimed and settled, checkpoints, the way back after a kill, and lists of it. */
export const settleSection: ScaleSection = async (stage) => {
  const root = await mkdtemp(join(tmpdir(), "c2c-scale-"));
  try {
    const runId = await launchLong(stage, stage.rows, root);
    const filled = await measure(stage.rows, async () => void (await fillRun(stage.tenant.system, { runId })));
    return [
      `run rows: ${perSecond(stage.rows, filled.wallMs)} rows/s, ${seconds(filled.wallMs)}`,
      await claimAndSettle(stage, runId),
      await checkpoint(stage),
      await resume(stage, runId),
      ...(await pageFigures(stage, runId)),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

async function claimAndSettle({ rows, tenant }: ScaleStage, runId: Id<"run">): Promise<string> {
  const [objects, slices] = [1_000, Math.min(settledRows, rows) / 1_000];
  const { wallMs, mainCpuMs, serverCpuMs } = await measure(slices * objects, () =>
    settleNothing(tenant.system, runId, { slices, objects }),
  );
  const each = (ms: number) => `${(ms / (slices * objects)).toFixed(3)} ms`;
  return `claim and settle: ${each(mainCpuMs + serverCpuMs)} of CPU an asset (${each(mainCpuMs)} here, ${each(serverCpuMs)} in Postgres), ${perSecond(slices * objects, wallMs)} assets/s`;
}

/** Steps that do nothing, so that what is left is their checkpoints. */
async function checkpoint({ db }: ScaleStage): Promise<string> {
  const [calls, steps] = [20, 20];
  const inngest = makeInngest({ engine: "embedded" });
  const idle = inngest.createFunction({ id: "idle", triggers: { event: "bench/idle" } }, async ({ step }) => {
    for (let i = 0; i < steps; i++) await step.run(`s${i}`, () => i);
  });
  const engine = await startEmbeddedEngine({ connectionString: db.url, inngest, functions: [idle] });
  const { mainCpuMs, serverCpuMs } = await measure(calls * steps, async () => {
    await inngest.send(Array.from({ length: calls }, () => ({ name: "bench/idle", data: {} })));
    await engine.idle();
  });
  await engine.stop();
  const each = (mainCpuMs + serverCpuMs) / (calls * steps);
  const share = (each / (stepMs * availableParallelism())) * 100;
  return `checkpoint: ${each.toFixed(1)} ms of CPU a step with Postgres', ${share.toFixed(3)} % of a step of ${stepMs / 1000} s`;
}

/** A worker is killed while it settles; the next one's first row counts from when it says that it is ready. */
async function resume({ db, tenant }: ScaleStage, runId: Id<"run">): Promise<string> {
  const settled = async () => {
    const { signed, skipped, failed } = await getRun(tenant.owner, { runId });
    return Number(signed) + Number(skipped) + Number(failed);
  };
  const environment = { C2C_LEASE_MS: "60000" };
  const before = await settled();
  const first = await startWorker(db, environment);
  await until(async () => (await settled()) > before + 500, 120_000, `the worker settled nothing: ${first.log()}`);
  await first.kill();
  const killed = await settled();
  const second = await startWorker(db, environment);
  const readyMs = performance.now();
  await until(async () => (await settled()) > killed, 120_000, `nothing went on: ${second.log()}`);
  const tookMs = performance.now() - readyMs;
  await second.stop();
  return `resume after a kill: first asset settled ${seconds(tookMs)} after readiness`;
}
