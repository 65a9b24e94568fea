import { expect, test } from "vitest";
import { Fault } from "../../lib/kernel/fault.ts";
import { parseUsd } from "../../lib/kernel/money.ts";
import { getPlan } from "../../lib/plan/get.ts";
import { getRun } from "../../lib/run/get.ts";
import { pump } from "../../lib/run/pump.ts";
import { usageSummary } from "../../lib/usage/summary.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import {
  books,
  itemsByKey,
  launchedRun,
  makeDue,
  manySeeds,
  picture,
  pumpToEnd,
  putBytes,
  putPictures,
} from "../support/launched-run.ts";
import { refusingReads } from "../support/refusing-reads.ts";

const here = bentBucket();
const down = () => Promise.reject(new Fault("upstream", "The store could not answer just now (SlowDown). Try again."));

test("a store that cannot answer is asked again after a delay that doubles, and the wire counts every attempt", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  here.bend = (store) => refusingReads(store, 1);
  const first = await pump(system, { runId, slice: 0 });
  expect(first).toMatchObject({ state: "open", settled: 0, left: 1 });
  expect(first.waitMs).toBeGreaterThan(0);
  expect(first.waitMs).toBeLessThanOrEqual(500);
  expect((await itemsByKey(here.tenant, runId))["a.jpg"]).toMatchObject({
    state: "pending",
    why: "store_unavailable",
    attempts: 1,
  });
  await makeDue(here.wiring, here.tenant, runId);
  here.bend = (store) => refusingReads(store, 1);
  const second = await pump(system, { runId, slice: 0 });
  expect(second.waitMs).toBeLessThanOrEqual(1000);
  here.bend = (store) => store;
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect((await itemsByKey(here.tenant, runId))["a.jpg"]).toMatchObject({ outcome: "signed", why: null, attempts: 3 });
  // Two reads in vain, the third, a look for an earlier manifest, and the manifest read back.
  expect((await getRun(owner, { runId })).wire).toMatchObject({ get: 5, put: 1, head: 1 });
});

test("an object that is not yet due is claimed by nobody", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  here.bend = (store) => refusingReads(store, 1);
  await pump(here.tenant.system, { runId, slice: 0 });
  await here.wiring.database.within(
    here.tenant.tenantId,
    (tx) =>
      tx.$executeRaw`update run_item set not_before = clock_timestamp() + interval '1 hour' where run_id = ${runId}`,
  );
  expect(await pump(here.tenant.system, { runId, slice: 0 })).toMatchObject({ state: "open", settled: 0, left: 1 });
  expect((await itemsByKey(here.tenant, runId))["a.jpg"]?.attempts).toBe(1);
});

test("a put whose answer was lost is adopted on the next attempt, and nothing is written twice", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  let puts = 0;
  here.bend = (store) => ({
    ...store,
    async put(key, bytes, options) {
      puts++;
      const answer = await store.put(key, bytes, options);
      return puts === 1 ? down() : answer;
    },
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(puts).toBe(1);
  const item = (await itemsByKey(here.tenant, runId))["a.jpg"];
  expect(item).toMatchObject({ outcome: "signed", attempts: 2 });
  expect([...here.bucket.keys()].filter((key) => key.startsWith("c2pa/manifests/"))).toHaveLength(1);
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ signed: 1, receipts: 1, usage: 1 });
});

test("objects of one content share one manifest, and each has a receipt of its own", async () => {
  await putPictures(here, { "a.jpg": 1, "b.jpg": 1, "c.jpg": 1, "d.jpg": 2 });
  const { runId } = await launchedRun(here);
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect([...here.bucket.keys()].filter((key) => key.startsWith("c2pa/manifests/"))).toHaveLength(2);
  const items = Object.values(await itemsByKey(here.tenant, runId));
  expect(new Set(items.map(({ receiptId }) => receiptId)).size).toBe(4);
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ signed: 4, receipts: 4, usage: 4, head: 4 });
});

test("a signed copy never overwrites what is there, whatever that is", async () => {
  await putPictures(here, { "a.jpg": 1, "b.jpg": 2, "c.jpg": 3 });
  const text = new TextEncoder().encode("somebody's notes");
  putBytes(here, "signed/a.jpg", text);
  const foreign = await picture(9);
  putBytes(here, "signed/b.jpg", foreign);
  const { runId } = await launchedRun(here, { mode: "embed" });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const items = await itemsByKey(here.tenant, runId);
  expect(items["a.jpg"]).toMatchObject({ outcome: "failed", why: "stored_differs", receiptId: null });
  expect(items["b.jpg"]).toMatchObject({ outcome: "failed", why: "stored_differs", receiptId: null });
  expect(items["c.jpg"]).toMatchObject({ outcome: "signed" });
  expect(here.bucket.get("signed/a.jpg")?.bytes).toEqual(text);
  expect(here.bucket.get("signed/b.jpg")?.bytes).toEqual(foreign);
});

test("a manifest's name that somebody else took is left alone", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const first = await launchedRun(here);
  await pumpToEnd(here.wiring, here.tenant, first.runId);
  const name = [...here.bucket.keys()].find((key) => key.startsWith("c2pa/manifests/")) ?? "";
  const text = new TextEncoder().encode("no manifest at all");
  putBytes(here, name, text);
  const second = await launchedRun(here);
  await pumpToEnd(here.wiring, here.tenant, second.runId);
  expect((await itemsByKey(here.tenant, second.runId))["a.jpg"]).toMatchObject({ why: "stored_differs" });
  expect(here.bucket.get(name)?.bytes).toEqual(text);
});

test("a second run over the same contents adopts the first one's manifests", async () => {
  await putPictures(here, manySeeds(3));
  const first = await launchedRun(here);
  await pumpToEnd(here.wiring, here.tenant, first.runId);
  const stored = new Map(here.bucket);
  const second = await launchedRun(here);
  await pumpToEnd(here.wiring, here.tenant, second.runId);
  expect(await getRun(here.tenant.owner, { runId: second.runId })).toMatchObject({
    signed: "3",
    wire: { bytesStored: 0 },
  });
  for (const [key, held] of stored) if (key.startsWith("c2pa/manifests/")) expect(here.bucket.get(key)).toBe(held);
});

test("a key that the prefix makes too long is refused before anything is read", async () => {
  const long = `${"k".repeat(1016)}.jpg`;
  await putPictures(here, { [long]: 1, "a.jpg": 2 });
  const { runId } = await launchedRun(here, { mode: "embed" });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const items = await itemsByKey(here.tenant, runId);
  expect(items[long]).toMatchObject({ outcome: "failed", why: "stored_key_too_long", attempts: 1 });
  expect(items["a.jpg"]).toMatchObject({ outcome: "signed" });
});

test("an error text of any length and kind is kept as far as it can be, and settles", async () => {
  await putPictures(here, { "a.jpg": 1, "b.jpg": 2 });
  const { runId } = await launchedRun(here, { retries: 0 });
  here.bend = (store) => ({
    ...store,
    get: (key, options) =>
      key === "a.jpg"
        ? Promise.reject(new Fault("upstream", `\0${"x".repeat(1998)}\u{1f4f7}${"y".repeat(1_000_000)}`))
        : store.get(key, options),
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const items = await itemsByKey(here.tenant, runId);
  expect(items["a.jpg"]).toMatchObject({ outcome: "failed", why: "store_unavailable" });
  expect(items["a.jpg"]?.detail?.length).toBeLessThanOrEqual(2000);
  expect(items["b.jpg"]).toMatchObject({ outcome: "signed" });
});

test("usage, receipts and what is called signed are one number, and cost so far is the wire's at the ledger's prices", async () => {
  await putPictures(here, { ...manySeeds(4), "z.jpg": 1 });
  putBytes(here, "cut.jpg", (await picture(7)).subarray(0, 900));
  const { runId, planId } = await launchedRun(here);
  await pumpToEnd(here.wiring, here.tenant, runId);
  const run = await getRun(here.tenant.owner, { runId });
  expect(run).toMatchObject({ state: "finished", signed: "5", failed: "1" });
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({
    settled: 6,
    signed: 5,
    receipts: 5,
    usage: 5,
    head: 5,
  });
  expect((await usageSummary(here.tenant.owner, {})).months).toMatchObject([{ unit: "vex", quantity: "5" }]);
  const { ledger } = await getPlan(here.tenant.owner, { planId });
  const { wire } = run;
  const counted: Record<string, number> = {
    requests_get: wire.get,
    requests_put: wire.put,
    requests_head: wire.head,
    egress: wire.bytesIn,
    cpu: wire.mediaMs,
    storage: wire.bytesStored,
    service_units: 5,
  };
  const nano = ledger.lines.reduce((sum, { id, price, quantity }) => {
    const units = id === "requests_list" ? BigInt(quantity.estimate) : BigInt(counted[id] ?? 0);
    return sum + (units * parseUsd(price.usd)) / BigInt(price.per);
  }, 0n);
  expect(parseUsd(run.cost.soFarUsd)).toBe(nano);
  expect(nano).toBeGreaterThan(0n);
});

test("the time that media processes are counted with is what they worked, not what objects waited for one", async () => {
  await putPictures(here, manySeeds(24));
  const { runId } = await launchedRun(here);
  const startedMs = performance.now();
  await pumpToEnd(here.wiring, here.tenant, runId);
  const tookMs = performance.now() - startedMs;
  const { wire } = await getRun(here.tenant.owner, { runId });
  expect(wire.mediaMs).toBeGreaterThan(0);
  // So many processes cannot have worked longer than the clock ran; the rest of it is what each figure was rounded by.
  expect(wire.mediaMs).toBeLessThanOrEqual(tookMs * here.wiring.ports.media.parallel + 24 * 3);
});
