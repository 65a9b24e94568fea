import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FunctionMaker } from "../../inngest/function-maker.ts";
import { trustListsDue } from "../../inngest/functions/trust-lists-due.ts";
import { trustRefresh } from "../../inngest/functions/trust-refresh.ts";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import type { Jobs } from "../../lib/ports/jobs.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { openSigner } from "../../lib/signer-identity/open-signer.ts";
import { retireIdentity } from "../../lib/signer-identity/retire.ts";
import { uploadIdentity } from "../../lib/signer-identity/upload.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import { allowDevelopmentRoots } from "../../lib/trust/allow-development.ts";
import { anchorsFor } from "../../lib/trust/anchors-for.ts";
import { getTrustList } from "../../lib/trust/get.ts";
import { listTrustLists } from "../../lib/trust/list.ts";
import { listTrustAnchors } from "../../lib/trust/list-anchors.ts";
import { loadTrustFile } from "../../lib/trust/load-file.ts";
import { loadTrustUrl } from "../../lib/trust/load-url.ts";
import { refreshTrustList } from "../../lib/trust/refresh.ts";
import { removeTrustList } from "../../lib/trust/remove.ts";
import type { Wiring } from "../../lib/wire.ts";
import { makeChain, makeRoot, type TestChain } from "../support/certificates.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let bench: SigningBench;
let tenant: TestTenant;
let chain: TestChain;
/** An image that somebody with `chain` signed. */
let signed: Uint8Array;
/** What the list's address answers, and what it was asked with. */
const served = { status: 200, body: "", etag: "", asked: [] as (string | undefined)[] };
const server = createServer((request, response) => {
  const known = request.headers["if-none-match"];
  served.asked.push(known);
  if (served.status === 200 && served.etag !== "" && known === served.etag) return void response.writeHead(304).end();
  response.writeHead(served.status, served.etag ? { etag: served.etag } : {}).end(served.body);
});
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.pem`;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  bench = await openSigningBench();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  chain = await makeChain("es256");
  const signer = openPemSigner(chain.facts, chain.privateKeyPem);
  signed = (await bench.sign(await makePicture("jpeg"), "image/jpeg", "embed", signer)).output;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await bench?.close();
  await wiring?.close();
  await db?.close();
});
beforeEach(async () => {
  tenant = await makeTenant(wiring);
  Object.assign(served, { status: 200, body: chain.root.pem, etag: '"one"', asked: [] });
});

async function stateOf(bytes: Uint8Array): Promise<string | null> {
  const { owner } = tenant;
  return owner.ports.scratch.within(async (folder) => {
    const path = join(folder, "file");
    await owner.ports.scratch.write(path, bytes);
    return (await inspectProof(owner, { path, name: "a.jpg" })).state;
  });
}

test("a stranger's image is Valid, and Trusted from the moment that a list with its root is loaded until it is removed", async () => {
  expect(await stateOf(signed)).toBe("Valid");
  const other = await makeRoot({ name: "Another root" });
  const pem = other.pem + chain.leafPem + chain.root.pem;
  const list = await loadTrustFile(tenant.owner, { name: "Official", pem });
  expect(list).toMatchObject({ name: "Official", url: null, anchors: 2, leftOut: 1, problem: null });
  expect(list.leftOutSentences).toEqual([expect.stringContaining("only authorities can be trust anchors")]);
  expect(await stateOf(signed)).toBe("Trusted");
  expect((await anchorsFor(tenant.owner)).map(({ from }) => from)).toEqual(
    Array(2).fill({ kind: "list", listId: list.id, name: "Official" }),
  );
  const first = await listTrustAnchors(tenant.owner, { listId: list.id, limit: 1 });
  const second = await listTrustAnchors(tenant.owner, { listId: list.id, limit: 1, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ subject }) => subject).sort()).toEqual([
    "CN=Another root, O=Example Agency",
    "CN=Test root, O=Example Agency",
  ]);
  expect(second.nextCursor).toBeNull();
  await removeTrustList(tenant.owner, { listId: list.id });
  expect(await stateOf(signed)).toBe("Valid");
  await expect(getTrustList(tenant.owner, { listId: list.id })).rejects.toMatchObject({ code: "not_found" });
});

test("a list of issuing authorities works without their roots", async () => {
  await loadTrustFile(tenant.owner, { name: "Issuers", pem: chain.intermediate.pem });
  expect(await stateOf(signed)).toBe("Trusted");
});

test("a list from an address is asked for once, again only for changes, and replaced as a whole", async () => {
  const list = await loadTrustUrl(tenant.owner, { name: "Published", url: address() });
  expect(list).toMatchObject({ url: address(), anchors: 1 });
  await refreshTrustList(tenant.owner, { listId: list.id });
  expect(served.asked).toEqual([undefined, '"one"']);
  const next = await makeRoot({ name: "The next root" });
  Object.assign(served, { body: next.pem, etag: '"two"' });
  const changed = await refreshTrustList(tenant.owner, { listId: list.id });
  expect(changed).toMatchObject({ added: 1, removed: 1 });
  expect(changed.sha256).not.toBe(list.sha256);
  expect((await listTrustAnchors(tenant.owner, { listId: list.id })).items).toMatchObject([
    { subject: "CN=The next root, O=Example Agency" },
  ]);
  expect(await stateOf(signed)).toBe("Valid");
  const { items } = await listAudit(tenant.owner, { action: "trust.refresh" });
  expect(items.map(({ detail }) => detail)).toMatchObject([
    { changed: true, added: 1, removed: 1 },
    { changed: false, added: 0, removed: 0 },
  ]);
});

test.each([
  ["answers with 500", { status: 500 }, /status 500/],
  ["answers with no list", { body: "<html>moved</html>", etag: '"x"' }, /no trust anchor/],
  ["answers with more than a list can be", { body: "x".repeat(5_000_001), etag: '"x"' }, /more than 5,000,000 bytes/],
])("an address that %s leaves the anchors as they were, and its problem on the list", async (_, wrong, problem) => {
  const { id: listId } = await loadTrustUrl(tenant.owner, { name: "Published", url: address() });
  Object.assign(served, wrong);
  expect(await refreshTrustList(tenant.owner, { listId })).toMatchObject({
    anchors: 1,
    problem: expect.stringMatching(problem),
  });
  expect(await stateOf(signed)).toBe("Trusted");
  Object.assign(served, { status: 200, body: chain.root.pem, etag: '"one"' });
  expect(await refreshTrustList(tenant.owner, { listId })).toMatchObject({ anchors: 1, problem: null });
});

test("what is no list is refused when it is loaded, and so is an address inside the operator's network", async () => {
  for (const pem of ["no list", chain.leafPem])
    await expect(loadTrustFile(tenant.owner, { name: "x", pem })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("There is no trust anchor in it"),
    });
  const strict = testWiring(db, { env: { C2C_ALLOW_PRIVATE_FETCHES: "0" } });
  const owner = strict.openCtx({ actor: tenant.owner.actor, tenantId: tenant.tenantId });
  await expect(loadTrustUrl(owner, { name: "x", url: address() })).rejects.toMatchObject({ code: "invalid" });
  await strict.close();
  expect((await listTrustLists(tenant.owner, {})).items).toEqual([]);
});

test("a list is asked for by https, since nobody signs it", async () => {
  const unsafe = { name: "x", url: "http://list.example.com/list.pem" };
  await expect(loadTrustUrl(tenant.owner, unsafe)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("https"),
  });
});

test("a workspace's lists have 5,000 anchors at most in all, also when one of them grows at its address", async () => {
  const { owner, system, tenantId } = tenant;
  const { id: listId } = await loadTrustUrl(owner, { name: "Published", url: address() });
  const { id: file } = await loadTrustFile(owner, { name: "File", pem: chain.root.pem });
  await system.machineWrite(
    (tx) => tx.$executeRaw`
      insert into trust_anchor (tenant_id, list_id, sha256, subject, not_before, not_after, pem)
      select ${tenantId}, ${file}, n::text, '', now(), now(), '' from generate_series(1, 4998) n`,
  );
  const refused = /5000 anchors at most in all/;
  await expect(loadTrustFile(owner, { name: "One more", pem: chain.root.pem })).rejects.toMatchObject({
    code: "precondition",
    message: expect.stringMatching(refused),
  });
  Object.assign(served, { body: chain.root.pem + (await makeRoot()).pem, etag: '"two"' });
  expect(await refreshTrustList(owner, { listId })).toMatchObject({
    ...{ anchors: 1, added: 0, removed: 0, problem: expect.stringMatching(refused) },
  });
});

test("each tenant's lists are asked again when they were not asked lately, each list in a step of its own", async () => {
  const lists = [];
  for (const name of ["One", "Two"]) lists.push(await loadTrustUrl(tenant.owner, { name, url: address() }));
  const other = await makeTenant(wiring);
  const { id: elsewhere } = await loadTrustUrl(other.owner, { name: "Elsewhere", url: address() });
  expect((await refreshedAfter(1)).told).toEqual([]);
  const { told, steps } = await refreshedAfter(24);
  expect(told.filter((id) => id === tenant.tenantId)).toHaveLength(1);
  expect(told).toContain(other.tenantId);
  expect(steps(tenant.tenantId)).toEqual(["lists", ...lists.map(({ id }) => id)]);
  expect(steps(other.tenantId)).toEqual(["lists", elsewhere]);
  for (const before of lists) {
    const after = await getTrustList(tenant.owner, { listId: before.id });
    expect(after).toEqual({ ...before, checkedAt: after.checkedAt });
    expect(Date.parse(after.checkedAt)).toBeGreaterThan(Date.parse(before.checkedAt));
  }
});

/** The two durable functions by hand, at a later time: whom the schedule told, and the steps that each tenant's run took. */
async function refreshedAfter(hours: number) {
  const now = () => new Date(Date.now() + hours * 3_600_000);
  const told: string[] = [];
  const taken = new Map<string, string[]>();
  const jobs: Jobs = {
    async send(events) {
      for (const { data } of events) told.push(data.tenantId);
    },
  };
  const actor = { kind: "system", what: "trust-refresh" } as const;
  const global = wiring.openCtx({ actor, tenantId: null });
  const surroundings = {
    globalCtx: () => ({ ...global, now, ports: { ...global.ports, jobs } }),
    ctxOf: (tenantId: Id<"tenant">) => ({ ...wiring.openCtx({ actor, tenantId }), now }),
  };
  type Handler = (given: object) => Promise<unknown>;
  const handlerOf = (make: FunctionMaker) =>
    make(
      { createFunction: (_: object, handler: Handler) => handler } as never,
      surroundings as never,
    ) as never as Handler;
  const stepsOf = (ids: string[]) => ({
    run(id: string, work: () => unknown) {
      ids.push(id);
      return work();
    },
  });
  await handlerOf(trustRefresh)({ step: stepsOf([]), runId: String(hours) });
  for (const tenantId of told) {
    taken.set(tenantId, []);
    await handlerOf(trustListsDue)({ step: stepsOf(taken.get(tenantId) ?? []), event: { data: { tenantId } } });
  }
  return { told, steps: (tenantId: string) => taken.get(tenantId) };
}

test("a workspace has twenty lists at most, also where many are loaded at once", async () => {
  const pem = chain.root.pem;
  const ended = await Promise.allSettled(
    Array.from({ length: 23 }, (_, i) => loadTrustFile(tenant.owner, { name: `List ${i}`, pem })),
  );
  expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  const page = await listTrustLists(tenant.owner, { limit: 15 });
  expect((await listTrustLists(tenant.owner, { cursor: page.nextCursor ?? "" })).items).toHaveLength(5);
});

test("a development root counts only where the tenant opted in; an uploaded identity's own anchor always does", async () => {
  const { id } = await ensureDevelopmentIdentity(tenant.owner, {});
  const picture = await makePicture("jpeg");
  const own = await bench.sign(picture, "image/jpeg", "embed", await openSigner(tenant.system, id));
  expect(await stateOf(own.output)).toBe("Valid");
  await allowDevelopmentRoots(tenant.owner, { allow: true });
  expect(await stateOf(own.output)).toBe("Trusted");
  await allowDevelopmentRoots(tenant.owner, { allow: false });
  expect(await stateOf(own.output)).toBe("Valid");
  const { chainPem, privateKeyPem, root } = chain;
  const given = { name: "Newsroom", chainPem, anchorPem: root.pem, privateKeyPem };
  const { id: identityId } = await uploadIdentity(tenant.owner, given);
  expect(await stateOf(signed)).toBe("Trusted");
  await retireIdentity(tenant.owner, { identityId });
  expect(await stateOf(signed)).toBe("Trusted");
});
