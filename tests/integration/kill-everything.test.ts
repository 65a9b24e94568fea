import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomOf, sceneSvg } from "../../lib/demo/scene.ts";
import { verifyExport } from "../../lib/receipt/verify-export.ts";
import { getRun } from "../../lib/run/get.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bookOfRun } from "../support/book-of-run.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { wholeExport } from "../support/whole-export.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";
import { mediaProcesses, startWorker, until, untilGone, type WorkerProcess } from "../support/worker-process.ts";

const objects = 520;
const kills = 10;

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let root: string;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  tenant = await makeTenant(wiring);
  root = await mkdtemp(join(tmpdir(), "c2c-kill-"));
  // A picture of its own for each object: what is stored once would hide a manifest that was written twice.
  for (let i = 0; i < objects; i++) {
    const bytes = await sharp(Buffer.from(sceneSvg(i + 1, 160, 110)))
      .jpeg()
      .toBuffer();
    await writeFile(join(root, `${String(i).padStart(4, "0")}.jpg`), bytes);
  }
}, 180_000);

afterAll(async () => {
  await worker?.stop();
  await wiring?.close();
  await db?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

test("kill -9 ten times at random moments: every asset is settled exactly once, and the chain is unbroken", async () => {
  const random = randomOf(20_261_121);
  const bucket = { location: { kind: "fs", root }, secret: null } as const;
  // Two at a time: the last kill must find work left, on a quick machine too.
  const { planId, approvalId } = await approvedPlan(tenant, bucket, { concurrency: 2 });
  const children = new Set<number>();
  const { runId } = await startRun(tenant.owner, { planId, approvalId });
  const look = () => getRun(tenant.owner, { runId });
  const settled = async () => {
    const run = await look();
    return Number(run.signed) + Number(run.skipped) + Number(run.failed);
  };

  for (let kill = 0; kill < kills; kill++) {
    worker = await startWorker(db);
    // Somewhere in the next share of the objects, wherever that finds the worker: signing, settling, or between.
    const target = Math.floor((objects * (kill + random())) / (kills + 1));
    await until(
      async () => (await settled()) >= target || (await look()).state === "finished",
      120_000,
      `nothing went on after kill ${kill}: ${worker.log()}`,
    );
    for (const pid of mediaProcesses(worker.pid)) children.add(pid);
    await worker.kill();
  }
  expect((await look()).state).toBe("running");
  worker = await startWorker(db);
  await until(async () => (await look()).state === "finished", 180_000, `the run did not finish: ${worker.log()}`);
  expect(await worker.stop()).toBe(0);
  expect(children.size).toBeGreaterThan(0);
  await untilGone(children);

  const run = await look();
  expect(run).toMatchObject({ signed: String(objects), skipped: "0", failed: "0" });
  const once = { items: objects, receipts: objects, receipted: objects, items_with_receipts: objects };
  expect(await bookOfRun(db.superUrl, runId)).toEqual({ ...once, usage: objects, open: 0 });
  expect((await readdir(join(root, "c2pa/manifests"))).length).toBe(objects);
  expect(await verifyExport(await wholeExport(tenant))).toMatchObject({ kind: "intact", receipts: BigInt(objects) });
}, 600_000);
