import { afterAll, beforeAll, expect, test } from "vitest";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { runEvents } from "../../lib/edge/run-events.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import type { Wiring } from "../../lib/wire.ts";
import { callApi } from "../support/call-api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type FurnishedTenant, makeFurnishedTenant } from "../support/furnished-tenant.ts";
import { makeTenant, testPassword, testWiring } from "../support/wiring.ts";

let database: TestDatabase;
let wiring: Wiring;
let tenant: FurnishedTenant;
beforeAll(async () => {
  database = await testDatabase();
  wiring = testWiring(database);
  setWiring(wiring);
  tenant = await makeFurnishedTenant(wiring);
});
afterAll(async () => {
  setWiring(null);
  await wiring.close();
  await database.close();
});

const runId = () => String(tenant.ids.run);

async function follow(headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
  const address = `http://127.0.0.1:3000/api/v1/runs/${runId()}/events?tenant=${tenant.slug}`;
  return runEvents(new Request(address, { headers, signal }), { params: Promise.resolve({ runId: runId() }) });
}

const keyOf = async () => ({
  "x-api-key": (await createKey(tenant.owner, { name: "Watch", scopes: ["run.read"] })).text,
});

test("a run is followed from how it stands to its end", async () => {
  const response = await follow({ ...(await keyOf()), "last-event-id": "41" });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const hearUntil = async (text: string) => {
    while (!heard.includes(text)) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) break;
      heard += value;
    }
  };
  await hearUntil("id: 42\n");
  expect(heard).toMatch(/event: progress\nid: 42\ndata: \{"id":"run_.*"state":"paused"/);
  await wiring.database.within(tenant.tenantId, async (tx) => {
    await tx.run.update({
      where: { tenantId_id: { tenantId: tenant.tenantId, id: runId() } },
      data: { state: "cancelled" },
    });
    await tx.$executeRaw`select pg_notify('c2c_run', ${runId()})`;
  });
  await hearUntil("event: end");
  expect(heard).toMatch(/event: progress\nid: 43\ndata: .*"state":"cancelled"/);
  expect(heard).toMatch(/event: end\nid: 44\ndata: .*"state":"cancelled"/);
  expect((await reader?.read())?.done).toBe(true);
});

test("a foreign run, a foreign workspace and a key without the scope are refused before the stream begins", async () => {
  const stranger = await makeTenant(wiring);
  const foreignKey = (await createKey(stranger.owner, { name: "k", scopes: ["run.read"] })).text;
  const poorKey = (await createKey(tenant.owner, { name: "k", scopes: ["bucket.read"] })).text;
  const signedIn = await callApi("POST", "/sessions", {}, { body: { email: stranger.email, password: testPassword } });
  const session = `next-auth.session-token=${signedIn.json.token}`;
  expect((await follow({ "x-api-key": foreignKey })).status).toBe(404);
  expect((await follow({ cookie: session })).status).toBe(404);
  expect((await follow({ "x-api-key": poorKey })).status).toBe(403);
  expect((await follow({})).status).toBe(401);
});

test("the chain's export and a run's report come as files", async () => {
  const key = (await createKey(tenant.owner, { name: "Files", scopes: ["run.read", "receipt.read"] })).text;
  const receipts = await callApi("GET", "/receipts/export", {}, { key });
  expect(receipts.headers.get("content-type")).toContain("application/jsonl");
  expect(String(receipts.json).trim().split("\n")).toHaveLength(3);
  const csv = await callApi("GET", "/runs/{runId}/report.csv", { runId: runId() }, { key });
  expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="${runId()}.csv"`);
  expect(csv.json).toContain(`${tenant.marker}/a.jpg`);
  const html = await callApi("GET", "/runs/{runId}/report.html", { runId: runId() }, { key });
  expect(html.headers.get("content-type")).toContain("text/html");
  // Its times are for people, and a page that is narrow scrolls a table and not itself.
  expect(html.json).toMatch(/Launched<\/th><td>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  expect(html.json.match(/<table>/g)).toHaveLength(html.json.match(/<section><table>/g).length);
  const absent = await callApi("GET", "/runs/{runId}/report.csv", { runId: "run_0000000000000000000000" }, { key });
  expect([absent.status, absent.json.error.code]).toEqual([404, "not_found"]);
});
