import { afterAll, beforeAll, expect, test } from "vitest";
import { healthAnswer } from "../../lib/edge/health.ts";
import { metricsAnswer } from "../../lib/edge/metrics.ts";
import type { Wiring } from "../../lib/wire.ts";
import { beat } from "../../lib/worker/beat.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { testWiring } from "../support/wiring.ts";

let database: TestDatabase;
let wiring: Wiring;
beforeAll(async () => {
  database = await testDatabase();
  wiring = testWiring(database);
});
afterAll(async () => {
  await wiring.close();
  await database.close();
});

test("health is 503 until a worker's heart beats, and again when it has stopped", async () => {
  const before = await healthAnswer(wiring);
  expect([before.status, await before.json()]).toMatchObject([503, { status: "down", database: "ok", worker: "down" }]);
  const worker = await beat(wiring, "worker");
  const beating = await healthAnswer(wiring);
  expect([beating.status, await beating.json()]).toMatchObject([
    200,
    { status: "ok", processes: [{ kind: "worker", alive: true }] },
  ]);
  await wiring.database.pool.query("update process_beat set beat_at = now() - interval '1 minute'");
  expect((await healthAnswer(wiring)).status).toBe(503);
  await worker.stop();
});

test("health is 503 without a database, and says so without saying where it should be", async () => {
  const url = "postgresql://c2c_app:hunter2@127.0.0.1:9/nowhere";
  const lost = testWiring({ url });
  const answer = await healthAnswer(lost);
  const text = await answer.text();
  expect(answer.status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ database: "down" });
  for (const secret of ["hunter2", "127.0.0.1", "nowhere"]) expect(text).not.toContain(secret);
  await lost.close();
});

test("metrics are refused to strangers, and to whoever says to come from this machine", async () => {
  const headers = { "x-forwarded-for": "127.0.0.1", host: "127.0.0.1:3000" };
  const answer = await metricsAnswer(wiring, new Request("http://127.0.0.1:3000/api/metrics", { headers }));
  expect(answer.status).toBe(403);
});

test("metrics are their token's bearer's, and nobody else's", async () => {
  const guarded = testWiring(database, { env: { C2C_METRICS_TOKEN: "metrics-token-for-tests" } });
  const ask = async (authorization: string) =>
    (await metricsAnswer(guarded, new Request("http://c2c.example/api/metrics", { headers: { authorization } })))
      .status;
  expect(await ask("Bearer metrics-token-for-testers")).toBe(403);
  expect(await ask("")).toBe(403);
  expect(await ask("Bearer metrics-token-for-tests")).toBe(200);
  await guarded.close();
});

test("metrics tell of the database, the processes and this process", async () => {
  const guarded = testWiring(database, { env: { C2C_METRICS_TOKEN: "metrics-token-for-tests" } });
  const headers = { authorization: "Bearer metrics-token-for-tests" };
  const answer = await metricsAnswer(guarded, new Request("http://c2c.example/api/metrics", { headers }));
  expect(answer.headers.get("content-type")).toContain("text/plain");
  const text = await answer.text();
  expect(text).toMatch(/^c2c_database_up\{.*\} 1$/m);
  expect(text).toMatch(/^c2c_processes_alive\{kind="worker".*\} 0$/m);
  expect(text).toContain("process_cpu_user_seconds_total");
  await guarded.close();
});
