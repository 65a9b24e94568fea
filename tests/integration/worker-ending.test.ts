import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Id } from "../../lib/kernel/ids.ts";
import { getRun } from "../../lib/run/get.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { books, itemsByKey, picture } from "../support/launched-run.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";
import { mediaProcesses, startWorker, until, untilGone, type WorkerProcess } from "../support/worker-process.ts";

const objects = 60;

let db: TestDatabase;
let wiring: Wiring;
const roots: string[] = [];
let tenant: TestTenant;
let runId: Id<"run">;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
});

beforeEach(async () => {
  tenant = await makeTenant(wiring);
  const root = await mkdtemp(join(tmpdir(), "c2c-worker-"));
  roots.push(root);
  for (let i = 0; i < objects; i++) await writeFile(join(root, `${i}.jpg`), await picture(i + 1));
  // One at a time: the end must find work left, on a quick machine too.
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null }, { concurrency: 1 });
  ({ runId } = await startRun(tenant.owner, plan));
});

afterAll(async () => {
  await worker?.kill();
  await wiring?.close();
  await db?.close();
  for (const root of roots) await rm(root, { recursive: true, force: true });
});

const settled = async () => Number((await getRun(tenant.owner, { runId })).signed);

/** Leases of a minute: what is not given back would be seen. */
const slowLease = { C2C_LEASE_MS: "60000" };

test("SIGTERM lets what is in flight settle, gives the rest back, and leaves no process and no lease behind", async () => {
  worker = await startWorker(db, slowLease);
  await until(async () => (await settled()) > 0, 60_000, `nothing was signed: ${worker.log()}`);
  const children = mediaProcesses(worker.pid);
  expect(children.length).toBeGreaterThan(0);
  expect(await worker.stop()).toBe(0);
  await untilGone(children);
  const counted = await books(wiring, tenant, runId);
  expect(counted.leased).toBe(0);
  expect(counted.settled).toBeLessThan(objects);
  expect(counted).toMatchObject({ signed: counted.settled, receipts: counted.settled, usage: counted.settled });
  for (const item of Object.values(await itemsByKey(tenant, runId)))
    expect(item.attempts).toBe(item.state === "settled" ? 1 : 0);
  // The next one goes on where this one stopped, without waiting for anybody's lease.
  worker = await startWorker(db, slowLease);
  const look = async () => (await getRun(tenant.owner, { runId })).state === "finished";
  await until(look, 50_000, `the run did not go on: ${worker.log()}`);
  expect(await worker.stop()).toBe(0);
  expect(await books(wiring, tenant, runId)).toMatchObject({ settled: objects, receipts: objects, usage: objects });
});

test("a worker whose supervisor is gone ends by itself, with its media processes", async () => {
  worker = await startWorker(db, slowLease, { supervised: true });
  await until(async () => (await settled()) > 0, 60_000, `nothing was signed: ${worker.log()}`);
  const children = mediaProcesses(worker.pid);
  expect(children.length).toBeGreaterThan(0);
  expect(await worker.abandon()).toBe(0);
  await untilGone(children);
  expect((await books(wiring, tenant, runId)).leased).toBe(0);
});
