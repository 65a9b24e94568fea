import { afterAll, beforeAll, expect, test } from "vitest";
import { setDelivery } from "../../lib/bucket/set-delivery.ts";
import { deliveryHandler } from "../../lib/edge/delivery.ts";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { type Arrival, summarizeArrivals } from "../../lib/proof/survival.ts";
import { testSurvival } from "../../lib/proof/test-survival.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type ApprovedPlan, approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { pumpToEnd } from "../support/launched-run.ts";
import { type Loopback, serveLoopback } from "../support/loopback-server.ts";
import { folderOf, jpegs, removeFolders } from "../support/picture-folder.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

// The service's own delivery, over the network, as a route of the test of survival.
let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let server: Loopback;
let plan: ApprovedPlan;
let runId: Awaited<ReturnType<typeof startRun>>["runId"];

beforeAll(async () => {
  db = await testDatabase();
  server = await serveLoopback(async (request, response) => {
    const answer = await deliveryHandler(new Request(new URL(request.url ?? "", server.origin)), {
      params: Promise.resolve({}),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  wiring = testWiring(db, { env: { NEXTAUTH_URL: server.origin } });
  setWiring(wiring);
  tenant = await makeTenant(wiring);
  const [first, second] = Object.values(await jpegs(2));
  const root = await folderOf({ "a.jpg": first ?? "", "a folder/ü?#%41 <b>.jpg": second ?? "" });
  plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  ({ runId } = await startRun(tenant.owner, plan));
  await fillRun(tenant.system, { runId });
  await pumpToEnd(wiring, tenant, runId);
}, 60_000);
afterAll(async () => {
  setWiring(null);
  await server?.close();
  await wiring?.close();
  await db?.close();
  await removeFolders();
});

async function survive(): Promise<Arrival[]> {
  const routes = [{ name: "delivery", template: `${server.origin}/delivery/${plan.bucketId}/{key}` }];
  const arrivals: Arrival[] = [];
  const signal = new AbortController().signal;
  for await (const arrival of testSurvival(tenant.system, { runId, count: 10, seed: 1, routes, signal }))
    arrivals.push(arrival);
  expect(summarizeArrivals(routes, arrivals)).toHaveLength(1);
  return arrivals;
}

test("what a workspace opened arrives whole, with the manifest that its Link header leads to", async () => {
  await setDelivery(tenant.owner, { bucketId: plan.bucketId, delivery: "assets" });
  const arrivals = await survive();
  expect(arrivals).toHaveLength(2);
  for (const arrival of arrivals)
    expect(arrival).toMatchObject({ survived: "credential", identical: true, where: "link", sameManifest: true });
});

test("what it did not open does not arrive, and that is told of each", async () => {
  await setDelivery(tenant.owner, { bucketId: plan.bucketId, delivery: "off" });
  for (const arrival of await survive()) expect(arrival).toMatchObject({ survived: "unknown", detail: /answered 404/ });
});
