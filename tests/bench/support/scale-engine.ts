import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeInngest } from "../../../inngest/client.ts";
import { startEmbeddedEngine } from "../../../inngest/embedded/start-embedded-engine.ts";
import { makeFunctions } from "../../../inngest/functions/index.ts";
import type { Log } from "../../../lib/kernel/verb.ts";
import { getRun } from "../../../lib/run/get.ts";
import { startRun } from "../../../lib/run/start.ts";
import { surroundingsOf } from "../../../lib/worker/surroundings.ts";
import { approvedPlan } from "../../support/approved-plan.ts";
import { testDatabase } from "../../support/database.ts";
import { makeTenant, testWiring } from "../../support/wiring.ts";
import { until } from "../../support/worker-process.ts";
import { makeFiles } from "./media-files.ts";
import { perSecond, type ScaleSection, seconds } from "./scale-stage.ts";

const assets = 1_000;
const sizeBytes = 400_000;

/**
 * What durable functions cost beside the work that they do, over a real run by the worker's own functions: the time of their
 * checkpoints, and all of it that is not a verb's, which is the engine's and the SDK's replay too.
 */
export const engineSection: ScaleSection = async () => {
  const root = await mkdtemp(join(tmpdir(), "c2c-scale-"));
  try {
    await makeFiles(root, "jpeg", sizeBytes, assets);
    const spent = await runOnEngine(root);
    const share = (ms: number) => `${((ms / spent.jobsMs) * 100).toFixed(2)} %`;
    const besideMs = spent.jobsMs - spent.verbsMs;
    return [
      `durable functions over ${assets} real assets of ${sizeBytes / 1000} KB: ${seconds(spent.wallMs)}, ${perSecond(assets, spent.wallMs)} assets/s, ${spent.checkpoints} checkpoints`,
      `  checkpoint overhead: ${share(spent.checkpointMs)} of their time; with calls, replay and queue ${share(besideMs)}, ${(besideMs / assets).toFixed(3)} ms an asset`,
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

async function runOnEngine(root: string) {
  const nothing = { wallMs: 0, jobsMs: 0, checkpointMs: 0, checkpoints: 0, verbsMs: 0 };
  const spent = { ...nothing };
  const log: Log = {
    event(_level, name, { actor, ms }) {
      if (name === "verb" && String(actor).startsWith("system:")) spent.verbsMs += Number(ms);
    },
  };
  const db = await testDatabase();
  const wiring = testWiring(db, { connections: 16, env: { C2C_FS_ROOTS: "/" }, log });
  const inngest = makeInngest({ engine: "embedded" });
  const tenant = await makeTenant(wiring);
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const engine = await startEmbeddedEngine({
    connectionString: db.url,
    inngest,
    functions: makeFunctions(inngest, surroundingsOf(wiring)),
    metrics: {
      checkpointed(seconds) {
        spent.checkpointMs += seconds * 1000;
        spent.checkpoints++;
      },
      jobDone(seconds) {
        spent.jobsMs += seconds * 1000;
      },
      leasesLost: () => {},
    },
  });
  try {
    // What making the plan had asked for is no part of the run.
    await engine.idle();
    Object.assign(spent, nothing);
    const startedMs = performance.now();
    const { runId } = await startRun(tenant.owner, plan);
    const finished = async () => (await getRun(tenant.owner, { runId })).state === "finished";
    await until(finished, 1_800_000, "the run did not finish");
    spent.wallMs = performance.now() - startedMs;
    await engine.idle();
    return spent;
  } finally {
    await engine.stop();
    await wiring.close();
    await db.close();
  }
}
