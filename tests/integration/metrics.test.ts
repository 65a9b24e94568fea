import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { metricsAnswer } from "../../lib/edge/metrics.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { beat } from "../../lib/worker/beat.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { endLeases, picture } from "../support/launched-run.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

const token = "metrics-token-for-tests";
const env = { C2C_METRICS_TOKEN: token };

let database: TestDatabase;
let web: Wiring;
const opened: Wiring[] = [];
const folders: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  web = anotherProcess();
});
afterAll(async () => {
  await Promise.all(opened.map((wiring) => wiring.close()));
  await database?.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

function anotherProcess(): Wiring {
  const wiring = testWiring(database, { env });
  opened.push(wiring);
  return wiring;
}

/** A run over four pictures and an empty file, its rows written and none of them claimed. */
async function filledRun(worker: Wiring) {
  const root = await mkdtemp(join(tmpdir(), "c2c-metrics-"));
  folders.push(root);
  for (let i = 0; i < 4; i++) await writeFile(join(root, `${i}.jpg`), await picture(i + 1));
  await writeFile(join(root, "empty.jpg"), "");
  const tenant = await makeTenant(worker);
  const { planId, approvalId } = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const { runId } = await startRun(tenant.owner, { planId, approvalId });
  await fillRun(tenant.system, { runId });
  return { tenant, runId };
}

async function told(wiring = web): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return (await metricsAnswer(wiring, new Request("http://c2c.example/api/metrics", { headers }))).text();
}

/** A series' value; undefined where it is not there. */
function seriesOf(text: string, series: string): number | undefined {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test("every series is there before anything was counted, and none names a tenant, a run or an object", async () => {
  const text = await told();
  for (const series of [
    'c2c_objects_processed_total{outcome="signed"}',
    'c2c_objects_processed_total{outcome="failed"}',
    "c2c_bytes_processed_total",
    "c2c_sign_duration_seconds_count",
    'c2c_sign_duration_seconds_bucket{le="+Inf"}',
    'c2c_lease_losses_total{of="object"}',
    'c2c_retries_total{why="store_unavailable"}',
    "c2c_checkpoint_seconds_total",
    "c2c_durable_seconds_total",
  ])
    expect([series, seriesOf(text, series)]).toEqual([series, 0]);
  expect(text).not.toMatch(/tnt_|run_|bkt_/);
});

test("a run's objects are counted by whoever works, told by whoever is asked, and outlive both", async () => {
  const worker = testWiring(database, { env });
  const { tenant, runId } = await filledRun(worker);
  expect(seriesOf(await told(), 'c2c_objects_waiting{state="running",process="c2c"}')).toBe(5);
  while ((await pump(tenant.system, { runId, slice: 0 })).state === "open");
  await worker.close();
  const text = await told(anotherProcess());
  expect(seriesOf(text, 'c2c_objects_processed_total{outcome="signed"}')).toBe(4);
  expect(seriesOf(text, 'c2c_objects_processed_total{outcome="skipped"}')).toBe(1);
  expect(seriesOf(text, "c2c_sign_duration_seconds_count")).toBe(4);
  expect(seriesOf(text, "c2c_bytes_processed_total")).toBeGreaterThan(1000);
  expect(seriesOf(text, 'c2c_objects_waiting{state="running",process="c2c"}')).toBe(0);
});

test("what several processes add at once is summed, each of it once", async () => {
  const before = seriesOf(await told(), 'c2c_retries_total{why="deadline"}') ?? 0;
  const processes = [anotherProcess(), anotherProcess(), anotherProcess()];
  for (let round = 0; round < 5; round++) {
    for (const { ports } of processes) ports.metrics.retried("deadline", 2);
    await Promise.all(processes.flatMap(({ ports }) => [ports.metrics.flush(), ports.metrics.flush()]));
  }
  expect(seriesOf(await told(), 'c2c_retries_total{why="deadline"}')).toBe(before + 30);
});

test("the pace is the sum of what living processes told of themselves, and a stopped one has none", async () => {
  const worker = anotherProcess();
  worker.ports.metrics.objectsSettled({ signed: 60, skipped: 0, failed: 0, bytes: 1 });
  const heart = await beat(worker, "worker");
  expect(seriesOf(await told(), 'c2c_assets_per_second{process="c2c"}')).toBeGreaterThan(0);
  await heart.stop();
  expect(seriesOf(await told(), 'c2c_assets_per_second{process="c2c"}')).toBe(0);
});

test("a lease that ran out is counted once, by the one who took over", async () => {
  const worker = anotherProcess();
  const { tenant, runId } = await filledRun(worker);
  const lost = async () => seriesOf(await told(), 'c2c_lease_losses_total{of="object"}') ?? 0;
  const before = await lost();
  await worker.database.within(
    tenant.tenantId,
    (tx) =>
      tx.$executeRaw`update run_item set state = 'leased', lease_token = 'lea_of_somebody_dead' where run_id = ${runId} and seq <= 2`,
  );
  await endLeases(worker, tenant, runId);
  while ((await pump(tenant.system, { runId, slice: 0 })).state === "open");
  await worker.ports.metrics.flush();
  expect(await lost()).toBe(before + 2);
});

test("a state that could not be read at first is told when it can be", async () => {
  const { metrics } = anotherProcess().ports;
  metrics.gauge("c2c_depth_for_tests", "A depth", []);
  metrics.gauge("c2c_depth_for_tests", "A depth", [{ labels: { queue: "due" }, value: 3 }]);
  expect(seriesOf((await metrics.expose()).text, 'c2c_depth_for_tests{queue="due",process="c2c"}')).toBe(3);
  metrics.gauge("c2c_depth_for_tests", "A depth", []);
  expect((await metrics.expose()).text).not.toContain("c2c_depth_for_tests{");
});

test("without a database the totals are left out, and not told as nothing", async () => {
  const lost = testWiring({ url: "postgresql://c2c_app:x@127.0.0.1:9/nowhere" }, { env });
  const text = await told(lost);
  expect(seriesOf(text, 'c2c_database_up{process="c2c"}')).toBe(0);
  expect(text).not.toContain("c2c_objects_processed_total");
  await lost.close();
});
