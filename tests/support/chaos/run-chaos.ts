import { getRun } from "../../../lib/run/get.ts";
import { startRun } from "../../../lib/run/start.ts";
import { createKey } from "../../../lib/tenant/create-key.ts";
import { approvedPlan } from "../approved-plan.ts";
import { testDatabase } from "../database.ts";
import { startFaultProxy } from "../fault-proxy.ts";
import type { S3UnderTest } from "../s3.ts";
import { wholeExport } from "../whole-export.ts";
import { makeTenant, testWiring } from "../wiring.ts";
import { until } from "../worker-process.ts";
import { auditRun, countBooks, describeStanding, disagreements } from "./books.ts";
import { bucketOfPictures } from "./bucket-of-pictures.ts";
import { drawFaults } from "./draw-faults.ts";
import { keepCommits, startMortalServer } from "./mortal-server.ts";
import { startStage } from "./stage.ts";
import { type Scene, strike } from "./strike.ts";

export interface ChaosOptions {
  seed: number;
  objects: number;
  faults: number;
  /** One line for each fault, and one for the end. */
  say(line: string): void;
}

export interface ChaosResult {
  /** What is wrong with the books; empty where they balance. */
  wrong: string[];
  seconds: number;
  /** How many manifests an earlier attempt, or another worker, had stored when one came to store it. */
  adopted: number;
}

/** Each object may be tried that often: what is looked for is a wrong book, and not an object that was given up. */
const retries = 100;
/** A request to the store that hangs is given up soon. */
const timeoutMs = 3_000;
const patienceMs = 300_000;

/**
 * One run over `objects` pictures on a real S3-compatible server, by real workers, in whose way `faults` things are put at
 * moments that the seed decides. After each the books are compared as they are at that moment, and at the end audited whole.
 */
export async function runChaos(
  server: S3UnderTest,
  { seed, objects, faults, say }: ChaosOptions,
): Promise<ChaosResult> {
  const startedMs = performance.now();
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const own = await startMortalServer();
    undo.push(() => own.close());
    const db = await testDatabase(own);
    // Its server goes with it.
    await keepCommits(db);
    const wiring = testWiring(db);
    undo.push(() => wiring.close());
    const pictures = await bucketOfPictures(server, objects);
    undo.push(() => pictures.remove());
    const proxy = await startFaultProxy(server.endpoint);
    undo.push(() => proxy.close());
    const { accessKeyId, secretAccessKey } = server;
    const { bucket, store } = pictures;
    const location = { kind: "s3", bucket, region: "us-east-1", endpoint: proxy.endpoint, pathStyle: true } as const;
    const tenant = await makeTenant(wiring);
    const secret = { accessKeyId, secretAccessKey };
    const settings = { retries, timeoutMs, concurrency: 16 };
    const { planId, approvalId } = await approvedPlan(tenant, { location, secret }, settings);
    const { text: apiKey } = await createKey(tenant.owner, { name: "Chaos", scopes: ["run.read", "run.operate"] });
    const stage = await startStage(db);
    undo.push(() => stage.close());

    const { runId } = await startRun(tenant.owner, { planId, approvalId });
    const look = () => getRun(tenant.owner, { runId });
    const settledAtLeast = async (wanted: number) => {
      const { signed, skipped, failed } = await look();
      return Number(signed) + Number(skipped) + Number(failed) >= wanted;
    };
    const goesOn = (holds: () => Promise<boolean>, otherwise: string) =>
      until(holds, patienceMs, otherwise).catch(async (cause) => {
        const standing = await describeStanding(db.superUrl, runId);
        throw new Error(`${otherwise}\n${standing}\n${stage.log().slice(-6_000)}`, { cause });
      });
    const wrong: string[] = [];
    const scene: Scene = { db, server: own, stage, proxy, runId, apiKey, returning: Promise.resolve() };
    // A process that is just being started could not be ended with the others.
    undo.push(() => scene.returning.catch(() => {}));
    for (const [n, { fault, atShare }] of drawFaults(seed, faults).entries()) {
      const target = Math.floor(objects * atShare);
      await goesOn(() => settledAtLeast(target), `${target} objects were not settled before fault ${n + 1}`);
      await strike(scene, fault);
      const counts = await countBooks(db.superUrl, runId);
      say(`  ${n + 1}. ${JSON.stringify(fault)} at ${counts.signed} signed`);
      wrong.push(...disagreements(counts).map((sentence) => `after fault ${n + 1}: ${sentence}`));
    }
    await scene.returning;
    await goesOn(async () => (await look()).state === "finished", "the run did not finish");
    const lines = await wholeExport(tenant);
    wrong.push(...(await auditRun(db.superUrl, lines, { runId, objects, store })));
    const adopted = lines.filter((line) => line.includes('\\"adopted\\":true')).length;
    return { wrong, adopted, seconds: (performance.now() - startedMs) / 1000 };
  } finally {
    for (const step of undo.reverse()) await step();
  }
}
