import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/postgres.mjs";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { startWorker, until, type WorkerProcess } from "../support/worker-process.ts";

const key = "5f3a".repeat(16);
let db: TestDatabase;
let worker: WorkerProcess;
let address: string;

beforeAll(async () => {
  db = await testDatabase();
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  worker = await startWorker(db, {
    C2C_ENGINE: "server",
    // Nobody is there: the worker answers, and asks nothing by itself.
    INNGEST_BASE_URL: "http://127.0.0.1:9",
    INNGEST_EVENT_KEY: "event-key",
    INNGEST_SIGNING_KEY: `signkey-prod-${key}`,
    C2C_WORKER_PORT: String(port),
  });
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await db?.close();
});

/** As an Inngest server signs: HMAC over the canonical body and the second, by the key without its prefix. */
function signature(body: unknown, signingKey = key): string {
  const second = String(Math.round(Date.now() / 1000));
  const hmac = createHmac("sha256", signingKey).update(`${canonicalize(body)}${second}`);
  return `t=${second}&s=${hmac.digest("hex")}`;
}

function callSweep(signed: (body: unknown) => string | null): Promise<Response> {
  const event = { id: "tick", name: "inngest/scheduled.timer", data: { cron: "* * * * *" }, ts: 1 };
  const ctx = { run_id: "run", fn_id: "sweep", attempt: 0, disable_immediate_execution: false, use_api: false };
  const body = { event, events: [event], steps: {}, version: 2, ctx: { ...ctx, stack: { stack: [], current: 0 } } };
  const signing = signed(body);
  return fetch(`${address}/api/inngest?fnId=c2-concierge-sweep&stepId=step`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(signing ? { "x-inngest-signature": signing } : {}) },
    body: JSON.stringify(body),
  });
}

test("a worker for an Inngest server runs what that server signed", async () => {
  const answer = await callSweep((body) => signature(body));
  expect([answer.status, await answer.text()]).toEqual([206, expect.stringContaining("prune")]);
});

test("what nobody signed, or another key did, is refused", async () => {
  expect((await callSweep(() => null)).status).toBe(401);
  expect((await callSweep((body) => signature(body, "00".repeat(32)))).status).toBe(401);
});

test("it answers at one path, runs no engine of its own, and ends when it is told to", async () => {
  expect((await fetch(`${address}/`)).status).toBe(404);
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: db.superUrl });
  await client.connect();
  const { rows } = await client.query("select (select count(*) from engine_cron)::int as schedules");
  await client.end();
  expect(rows).toEqual([{ schedules: 0 }]);
  expect(await worker.stop()).toBe(0);
  await until(() => worker.log().includes("worker.ending"), 5_000, worker.log());
});
