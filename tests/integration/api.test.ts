import { afterAll, beforeAll, expect, test } from "vitest";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { noSuchAddress } from "../../lib/edge/no-such-address.ts";
import type { Action } from "../../lib/kernel/actor.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { listKeys } from "../../lib/tenant/list-keys.ts";
import type { Wiring } from "../../lib/wire.ts";
import { callApi } from "../support/call-api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makeTenant, type TestTenant, testPassword, testWiring } from "../support/wiring.ts";

let database: TestDatabase;
let wiring: Wiring;
beforeAll(async () => {
  database = await testDatabase();
  wiring = testWiring(database);
  setWiring(wiring);
});
afterAll(async () => {
  setWiring(null);
  await wiring.close();
  await database.close();
});

async function tenantWithKey(
  scopes: Action[] = ["tenant.read", "tenant.manage", "key.read", "key.manage", "audit.read"],
) {
  const tenant = await makeTenant(wiring);
  const { text } = await createKey(tenant.owner, { name: "Test", scopes });
  return { ...tenant, key: text };
}

async function sessionOf({ email }: TestTenant): Promise<string> {
  const signedIn = await callApi("POST", "/sessions", {}, { body: { email, password: testPassword } });
  expect(signedIn.status).toBe(201);
  return signedIn.json.token;
}

test("a key reads its own workspace, by either header", async () => {
  const { key, tenantId, slug } = await tenantWithKey();
  const byName = await callApi("GET", "/workspace", {}, { key });
  const byBearer = await callApi("GET", "/workspace", {}, { headers: { authorization: `Bearer ${key}` } });
  for (const { status, json, headers } of [byName, byBearer]) {
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: tenantId, slug, createdAt: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(Number(headers.get("ratelimit-limit"))).toBeGreaterThan(Number(headers.get("ratelimit-remaining")));
  }
});

test("an address that there is not is refused in the envelope too, and says where all addresses are", async () => {
  const address = new Request("http://127.0.0.1:3000/api/v1/run", { method: "POST", body: "{" });
  const answer = await noSuchAddress.POST(address, { params: Promise.resolve({}) });
  expect(answer.status).toBe(404);
  const { error } = await answer.json();
  expect(error).toMatchObject({ code: "not_found", statusCode: 404, message: expect.stringContaining("openapi.json") });
  expect(answer.headers.get("x-request-id")).toBe(error.requestId);
});

test("every refusal is the same envelope, with the status of its code", async () => {
  const { key } = await tenantWithKey(["tenant.read"]);
  const cases = [
    { answer: await callApi("GET", "/workspace", {}), status: 401, code: "unauthenticated" },
    { answer: await callApi("GET", "/workspace", {}, { key: `${key}x` }), status: 401, code: "unauthenticated" },
    { answer: await callApi("PATCH", "/workspace", {}, { key, body: { name: "x" } }), status: 403, code: "forbidden" },
    { answer: await callApi("GET", "/keys", {}, { key }), status: 403, code: "forbidden" },
    { answer: await callApi("GET", "/sessions", {}, { key }), status: 403, code: "forbidden" },
    { answer: await callApi("POST", "/accounts", {}, { body: { email: "no" } }), status: 400, code: "invalid" },
  ];
  for (const { answer, status, code } of cases) {
    expect(answer.status).toBe(status);
    const { error } = answer.json;
    expect(error).toMatchObject({ code, statusCode: status, requestId: answer.headers.get("x-request-id") });
    expect(new Date(error.timestamp).toISOString()).toBe(error.timestamp);
    expect(error.message.length).toBeGreaterThan(10);
  }
});

test("a rejected input names each field that is wrong", async () => {
  const { json } = await callApi("POST", "/accounts", {}, { body: { email: "no", password: "short", name: "" } });
  expect(json.error.details.fields.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining(["email", "password", "name"]),
  );
});

test("a well-formed request id is kept, another is replaced", async () => {
  const kept = await callApi("GET", "/workspace", {}, { headers: { "x-request-id": "trace-1234.5678" } });
  expect(kept.headers.get("x-request-id")).toBe("trace-1234.5678");
  const replaced = await callApi("GET", "/workspace", {}, { headers: { "x-request-id": "<script>" } });
  expect(replaced.headers.get("x-request-id")).toMatch(/^req_/);
});

test("a body that is no JSON object, of another type, or over 1 MB is refused", async () => {
  const { key } = await tenantWithKey();
  const bodies = ["[1]", "{", '"text"', JSON.stringify({ name: "x".repeat(1024 * 1024) })];
  for (const body of bodies)
    expect((await callApi("PATCH", "/workspace", {}, { key, body })).json.error.code).toBe("invalid");
  const form = await callApi(
    "PATCH",
    "/workspace",
    {},
    { key, body: "name=x", headers: { "content-type": "text/plain" } },
  );
  expect(form.json.error.code).toBe("invalid");
});

test("a signed-in person names the workspace, and a foreign one looks like none", async () => {
  const [mine, theirs] = [await makeTenant(wiring), await makeTenant(wiring)];
  const session = await sessionOf(mine);
  expect((await callApi("GET", "/workspace", {}, { session })).json.error.code).toBe("invalid");
  expect((await callApi("GET", "/workspace", {}, { session, query: { tenant: mine.slug } })).json.id).toBe(
    mine.tenantId,
  );
  const foreign = await callApi("GET", "/workspace", {}, { session, query: { tenant: theirs.slug } });
  const absent = await callApi("GET", "/workspace", {}, { session, query: { tenant: "nowhere-at-all" } });
  expect([foreign.status, foreign.json.error.message]).toEqual([absent.status, absent.json.error.message]);
  expect(foreign.status).toBe(404);
});

test("a write with the session cookie is refused unless it comes from a page of ours", async () => {
  const tenant = await makeTenant(wiring);
  const session = await sessionOf(tenant);
  const rename = (headers: Record<string, string>) =>
    callApi("PATCH", "/workspace", {}, { session, query: { tenant: tenant.slug }, body: { name: "New" }, headers });
  expect((await rename({ origin: "https://evil.example" })).status).toBe(403);
  expect((await rename({ origin: "null" })).status).toBe(403);
  expect((await rename({ origin: "http://127.0.0.1:3000" })).status).toBe(200);
});

test("a page of somebody else's cannot sign its visitor in", async () => {
  const { email } = await makeTenant(wiring);
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const answer = await callApi("POST", "/sessions", {}, { body: { email, password: testPassword }, headers });
  expect(answer.status).toBe(403);
});

test("a repeat with the same Idempotency-Key gets the first answer and does nothing", async () => {
  const { key, owner, tenantId } = await tenantWithKey();
  const headers = { "idempotency-key": "create-nightly" };
  const body = { name: "Nightly", scopes: ["tenant.read"] };
  const first = await callApi("POST", "/keys", {}, { key, body, headers });
  const second = await callApi("POST", "/keys", {}, { key, body, headers });
  expect(first.status).toBe(201);
  expect([second.status, second.json]).toEqual([201, first.json]);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect((await listKeys(owner, {})).items).toHaveLength(2);
  const kept = await wiring.database.within(
    tenantId,
    (tx) => tx.$queryRaw`select to_jsonb(a) as row from idempotent_answer a`,
  );
  expect(JSON.stringify(kept)).not.toContain(first.json.text);
});

test("one Idempotency-Key for another request is a conflict, and of eight at once one does the work", async () => {
  const { key, owner } = await tenantWithKey();
  const call = (name: string, idempotencyKey: string) =>
    callApi(
      "POST",
      "/keys",
      {},
      { key, body: { name, scopes: ["tenant.read"] }, headers: { "idempotency-key": idempotencyKey } },
    );
  await call("A", "one");
  expect((await call("B", "one")).status).toBe(409);
  const eight = await Promise.all(Array.from({ length: 8 }, () => call("C", "two")));
  for (const { status, headers } of eight) {
    expect([201, 409]).toContain(status);
    if (status === 409) expect(headers.get("retry-after")).toBe("1");
  }
  expect((await listKeys(owner, {})).items.filter(({ name }) => name === "C")).toHaveLength(1);
});

test("a refusal that would come again is kept too, with the envelope it had", async () => {
  const { key } = await tenantWithKey();
  const headers = { "idempotency-key": "bad" };
  const first = await callApi("POST", "/keys", {}, { key, body: { name: "x", scopes: ["run.operate"] }, headers });
  const second = await callApi("POST", "/keys", {}, { key, body: { name: "x", scopes: ["run.operate"] }, headers });
  expect(first.status).toBe(403);
  expect(second.json).toEqual(first.json);
});

test("a spent budget answers 429 with the time to wait, to that caller alone", async () => {
  const [mine, other] = [await tenantWithKey(), await tenantWithKey()];
  const call = (key: string) => callApi("POST", "/keys", {}, { key, body: { name: "k", scopes: ["tenant.read"] } });
  for (let i = 0; i < 20; i++) expect((await call(mine.key)).status).toBe(201);
  const refused = await call(mine.key);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  expect((await call(other.key)).status).toBe(201);
  expect((await callApi("GET", "/workspace", {}, { key: mine.key })).status).toBe(200);
});

test("a list pages by cursor", async () => {
  const { key, owner } = await tenantWithKey();
  for (let i = 0; i < 4; i++) await createKey(owner, { name: `k${i}`, scopes: ["bucket.read"] });
  const first = await callApi("GET", "/keys", {}, { key, query: { limit: "2" } });
  expect(first.json.items).toHaveLength(2);
  for (const limit of ["0", "501", "1.5", "many"]) {
    const refused = await callApi("GET", "/keys", {}, { key, query: { limit } });
    expect([refused.status, refused.json.error.message]).toEqual([400, "limit: must be a whole number from 1 to 500"]);
  }
  const second = await callApi("GET", "/keys", {}, { key, query: { limit: "500", cursor: first.json.nextCursor } });
  expect(second.json.items).toHaveLength(3);
  expect(second.json.nextCursor).toBeNull();
});

test("a key notes when it was last used", async () => {
  const { key, owner } = await tenantWithKey();
  await callApi("GET", "/workspace", {}, { key });
  expect((await listKeys(owner, {})).items[0]?.lastUsedAt).toBeInstanceOf(Date);
});

test("an answer is counted by its route's template, never by its address", async () => {
  const { key } = await tenantWithKey();
  await callApi("DELETE", "/keys/{keyId}", { keyId: "key_0000000000000000000000" }, { key });
  const { text } = await wiring.ports.metrics.expose();
  expect(text).toMatch(
    /c2c_http_requests_total\{method="DELETE",route="\/api\/v1\/keys\/\{keyId\}",status="404".*\} 1/,
  );
  expect(text).not.toContain("key_0000000000000000000000");
});

test("a cookie that opens nothing brings no budget of its own where nobody has to sign in", async () => {
  const guess = (session: string) =>
    callApi("POST", "/invitations/read", {}, { session, body: { secret: "none of ours" } });
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++) statuses.push((await guess(`a cookie that somebody made up, ${n}`)).status);
  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});
