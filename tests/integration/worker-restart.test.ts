import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getRun } from "../../lib/run/get.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { takeLostWorkers } from "../../lib/worker/lost-workers.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { picture } from "../support/launched-run.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";
import { startWorker, until, type WorkerProcess } from "../support/worker-process.ts";

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let root: string;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  tenant = await makeTenant(wiring);
  root = await mkdtemp(join(tmpdir(), "c2c-restart-"));
  for (let i = 0; i < 300; i++) await writeFile(join(root, `${i}.jpg`), await picture(i + 1));
}, 120_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await wiring?.close();
  await db?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

/** Far longer than the test waits: whoever waits for it to end fails. */
const lease = { C2C_LEASE_MS: "3600000" };

test("after a kill -9 the next worker of the same machine waits for no lease of the one that died", async () => {
  const { planId, approvalId } = await approvedPlan(
    tenant,
    { location: { kind: "fs", root }, secret: null },
    { concurrency: 2 },
  );
  const { runId } = await startRun(tenant.owner, { planId, approvalId });
  const settled = async () => Number((await getRun(tenant.owner, { runId })).signed);
  const first = await startWorker(db, lease);
  await until(async () => (await settled()) > 5, 60_000, `nothing was signed: ${first.log()}`);
  await first.kill();
  const before = await settled();
  expect(before).toBeLessThan(250);
  const second = await startWorker(db, lease);
  workers.push(second);
  await until(async () => (await settled()) > before, 60_000, `nobody went on: ${second.log()}`);
});

test("workers that live, and workers of other machines, are not taken for lost", async () => {
  const { pool } = wiring.database;
  const [mine] = workers;
  await pool.query(
    "insert into process_beat (id, kind, host, pid, version) values ('elsewhere', 'worker', 'another machine', 1, '0')",
  );
  expect(await takeLostWorkers(wiring, "nobody")).toEqual([]);
  await mine?.kill();
  const lost = await takeLostWorkers(wiring, "nobody");
  expect(lost).toHaveLength(1);
  expect(lost).not.toContain("elsewhere");
  expect(await takeLostWorkers(wiring, "nobody")).toEqual([]);
});
