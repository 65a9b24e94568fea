import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelInventory } from "../../lib/inventory/cancel.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { getInventory } from "../../lib/inventory/get.ts";
import { listInventories } from "../../lib/inventory/list.ts";
import { listObjects } from "../../lib/inventory/list-objects.ts";
import { removeInventory } from "../../lib/inventory/remove.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { approvePlan } from "../../lib/plan/approve.ts";
import { getPlan } from "../../lib/plan/get.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { startRun } from "../../lib/run/start.ts";
import { getSample } from "../../lib/sample/get.ts";
import { requestSample } from "../../lib/sample/request.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bentBucket, s3Location, s3Secret } from "../support/bent-bucket.ts";
import { picture } from "../support/picture-folder.ts";
import { until } from "../support/worker-process.ts";

const here = bentBucket();
let superUser: pg.Client;
beforeAll(async () => {
  const address = new URL(process.env.C2C_TEST_POSTGRES_URL ?? "");
  address.pathname = new URL(here.wiring.env.DATABASE_URL).pathname;
  superUser = new pg.Client({ connectionString: address.href });
  await superUser.connect();
});
afterAll(async () => {
  await superUser?.end();
});

async function taken(): Promise<Id<"inventory">> {
  const { id: bucketId } = await here.connect();
  const { id: inventoryId } = await requestInventory(here.tenant.owner, { bucketId });
  await collectInventory(here.tenant.system, { inventoryId });
  return inventoryId;
}
const remove = (inventoryId: Id<"inventory">, more: object = {}) =>
  removeInventory(here.tenant.owner, { inventoryId, ...more });
const parts = async () =>
  (
    await superUser.query(
      "select relname as name from pg_class where relnamespace = 'inventory_part'::regnamespace and relkind = 'r'",
    )
  ).rows.map(({ name }) => name as string);

async function planned() {
  const head = { etag: "p", lastModified: new Date(0), contentType: "image/jpeg" };
  const bytes = new Uint8Array(await picture(1));
  here.bucket.set("a.jpg", { bytes, head: { ...head, sizeBytes: bytes.byteLength } });
  return approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
}

test("a removed inventory's objects are gone with their table; what was counted of them stays, out of the list", async () => {
  here.fill(2_000);
  const [removed, kept] = [await taken(), await taken()];
  expect(await parts()).toEqual(expect.arrayContaining([removed, kept]));
  expect(await remove(removed)).toMatchObject({ state: "removed", objects: "2000" });
  expect(await parts()).not.toContain(removed);
  expect((await listObjects(here.tenant.owner, { inventoryId: kept, limit: 1 })).items).toHaveLength(1);
  await expect(listObjects(here.tenant.owner, { inventoryId: removed })).rejects.toMatchObject({
    code: "precondition",
  });
  expect((await getInventory(here.tenant.owner, { inventoryId: removed })).summary?.byMime).toHaveLength(1);
  const { items } = await listInventories(here.tenant.owner, {});
  expect(items.map(({ id }) => id)).toEqual([kept]);
  await expect(remove(removed)).rejects.toThrow("removed already");
  await expect(requestSample(here.tenant.owner, { inventoryId: removed })).rejects.toMatchObject({
    code: "precondition",
  });
});

test("whoever reads another inventory meanwhile is not waited for, and the emptied table goes with the next one", async () => {
  here.fill(10);
  const [first, second, read] = [await taken(), await taken(), await taken()];
  await superUser.query("begin");
  await superUser.query("select count(*) from inventory_object where inventory_id = $1", [read]);
  await remove(first);
  const { rows } = await superUser.query(`select count(*)::int as n from inventory_part."${first}"`);
  expect(rows[0].n).toBe(0);
  await superUser.query("rollback");
  await remove(second);
  const left = await parts();
  expect([first, second, read].filter((id) => left.includes(id))).toEqual([read]);
});

test("removing one takes no lock on any other, of which there may be thousands", async () => {
  here.fill(10);
  const [removed, other] = [await taken(), await taken()];
  await superUser.query("begin");
  await superUser.query(`select count(*) from inventory_part."${other}"`);
  await remove(removed);
  await superUser.query("rollback");
  expect(await parts()).not.toContain(removed);
});

test("one that is being read itself is refused after seconds, and stays as it was", async () => {
  here.fill(10);
  const inventoryId = await taken();
  await superUser.query("begin");
  await superUser.query(`select count(*) from inventory_part."${inventoryId}"`);
  await expect(remove(inventoryId)).rejects.toMatchObject({ code: "conflict" });
  await superUser.query("rollback");
  expect((await listObjects(here.tenant.owner, { inventoryId })).items).toHaveLength(10);
}, 30_000);

test("one that is collected, or drawn from, is not removed", async () => {
  here.fill(10);
  const { id: bucketId } = await here.connect();
  const { id: inventoryId } = await requestInventory(here.tenant.owner, { bucketId });
  await expect(remove(inventoryId)).rejects.toThrow("being collected");
  await cancelInventory(here.tenant.owner, { inventoryId });
  expect(await remove(inventoryId)).toMatchObject({ state: "removed" });
  const drawn = await taken();
  await requestSample(here.tenant.owner, { inventoryId: drawn, wanted: 5 });
  await expect(remove(drawn)).rejects.toThrow("A sample of it has not ended");
});

test("a sample that is asked for while the inventory is removed is refused", async () => {
  here.fill(10);
  const inventoryId = await taken();
  await superUser.query("begin");
  await superUser.query("select 1 from inventory where id = $1 for update", [inventoryId]);
  const removing = remove(inventoryId);
  await until(() => waiting(1), 10_000, "nobody removes it");
  const asking = requestSample(here.tenant.owner, { inventoryId });
  await until(() => waiting(2), 10_000, "nobody asks for a sample");
  await superUser.query("rollback");
  expect((await Promise.allSettled([removing, asking])).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
});

/** Whether so many transactions of this database wait for another's lock. */
async function waiting(count: number): Promise<boolean> {
  const { rows } = await here.wiring.database.pool.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length === count;
}

test("plans that were not launched are given up in words only, and cannot be approved or launched afterwards", async () => {
  const { inventoryId, sampleId, planId, approvalId } = await planned();
  await expect(remove(inventoryId)).rejects.toMatchObject({ code: "precondition", details: { plans: 1 } });
  expect(await getInventory(here.tenant.owner, { inventoryId })).toMatchObject({ state: "ready", plansNotLaunched: 1 });
  await remove(inventoryId, { abandonPlans: true });
  await expect(startRun(here.tenant.owner, { planId, approvalId })).rejects.toThrow(
    "inventory of this plan was removed",
  );
  const { hash } = await getPlan(here.tenant.owner, { planId });
  await expect(approvePlan(here.tenant.owner, { planId, hash })).rejects.toThrow("inventory of this plan was removed");
  expect(await getSample(here.tenant.owner, { sampleId })).toMatchObject({ state: "ready" });
});

test("a run over it is waited for, and removing and launching at once never both succeed", async () => {
  const { inventoryId, planId, approvalId } = await planned();
  const [removed, started] = await Promise.allSettled([
    remove(inventoryId, { abandonPlans: true }),
    startRun(here.tenant.owner, { planId, approvalId }),
  ]);
  expect([removed.status, started.status].sort()).toEqual(["fulfilled", "rejected"]);

  const other = await planned();
  const { runId } = await startRun(here.tenant.owner, other);
  await fillRun(here.tenant.system, { runId });
  await expect(remove(other.inventoryId)).rejects.toThrow("A run over it has not ended");
  await cancelRun(here.tenant.owner, { runId });
  expect(await remove(other.inventoryId)).toMatchObject({ state: "removed" });
});
