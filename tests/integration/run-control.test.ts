import { expect, test } from "vitest";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import { newId } from "../../lib/kernel/ids.ts";
import { approvePlan } from "../../lib/plan/approve.ts";
import { getPlan } from "../../lib/plan/get.ts";
import type { Store } from "../../lib/ports/store.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { cloneRun } from "../../lib/run/clone.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { pauseRun } from "../../lib/run/pause.ts";
import { planSlices } from "../../lib/run/plan-slices.ts";
import { pump } from "../../lib/run/pump.ts";
import { retryRun } from "../../lib/run/retry.ts";
import { takeSeat } from "../../lib/run/seat-rows.ts";
import { startRun } from "../../lib/run/start.ts";
import { tuneRun } from "../../lib/run/tune.ts";
import { drawSample } from "../../lib/sample/draw.ts";
import { requestSample } from "../../lib/sample/request.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import {
  books,
  itemsByKey,
  launchedRun,
  makeGate,
  manySeeds,
  pumpToEnd,
  putPictures,
} from "../support/launched-run.ts";
import { until } from "../support/worker-process.ts";

const here = bentBucket();

/** A store that answers reads of these keys with a Fault. */
const refusing =
  (keys: readonly string[], fault: () => Fault) =>
  (store: Store): Store => ({
    ...store,
    get: (key, options) => (keys.includes(key) ? Promise.reject(fault()) : store.get(key, options)),
  });
const denied = () => new Fault("forbidden", "Access denied.");

function alter(sql: string, ...values: unknown[]): Promise<number> {
  return here.wiring.database.within(here.tenant.tenantId, (tx) => tx.$executeRawUnsafe(sql, ...values));
}

test("one class of failures is tried again after the end, and the books balance as if it had gone well at first", async () => {
  await putPictures(here, manySeeds(6));
  const { runId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  here.bend = refusing(["000.jpg", "001.jpg", "002.jpg"], denied);
  here.bucket.delete("003.jpg");
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "finished", signed: "2", failed: "4" });

  here.bend = (store) => store;
  here.sent = [];
  await expect(retryRun(owner, { runId, why: "write_denied" })).rejects.toMatchObject({ code: "precondition" });
  expect(await retryRun(owner, { runId, why: "read_denied" })).toEqual({ state: "filling", objects: "3" });
  expect(await retryRun(owner, { runId, why: "read_denied" })).toEqual({ state: "filling", objects: "3" });
  expect(new Set(here.sent.map(({ id }) => id))).toEqual(new Set([`run:${runId}:started:2`]));
  await expect(retryRun(owner, { runId, why: "object_gone" })).rejects.toMatchObject({ code: "precondition" });

  expect(await fillRun(system, { runId })).toMatchObject({ state: "running", objects: "6" });
  expect(await getRun(owner, { runId })).toMatchObject({
    state: "running",
    finishedAt: null,
    signed: "2",
    failed: "1",
    retried: { why: "read_denied", objects: "3" },
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const run = await getRun(owner, { runId });
  expect(run).toMatchObject({ state: "finished", signed: "5", failed: "1", bytesDone: run.bytes });
  const items = await itemsByKey(here.tenant, runId);
  expect(items["000.jpg"]).toMatchObject({ outcome: "signed", why: null, attempts: 1 });
  expect(items["003.jpg"]).toMatchObject({ outcome: "failed", why: "object_gone" });
  const book = await books(here.wiring, here.tenant, runId);
  expect(book).toMatchObject({ settled: 6, signed: 5, receipts: 5, usage: 5, head: 5, leased: 0 });
});

test("what fails again after a retry is counted once, and a cancelled run is not taken up", async () => {
  await putPictures(here, manySeeds(2));
  const { runId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  here.bend = refusing(["000.jpg"], denied);
  await pumpToEnd(here.wiring, here.tenant, runId);
  await retryRun(owner, { runId, why: "read_denied" });
  await fillRun(system, { runId });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const run = await getRun(owner, { runId });
  expect(run).toMatchObject({ state: "finished", signed: "1", failed: "1", bytesDone: run.bytes });
  // It failed anew, and may be tried anew; cancelled before its rows were opened, all of them stay as they were.
  await retryRun(owner, { runId, why: "read_denied" });
  expect(await cancelRun(owner, { runId })).toEqual({ state: "cancelled" });
  expect(await fillRun(system, { runId })).toMatchObject({ state: "cancelled" });
  expect(await getRun(owner, { runId })).toMatchObject({ signed: "1", failed: "1" });
  await expect(retryRun(owner, { runId, why: "read_denied" })).rejects.toThrow(/Clone it/);
});

test("a clone is a new plan with the same settings, which somebody has to approve, over the same or the newest objects", async () => {
  await putPictures(here, manySeeds(3));
  const first = await launchedRun(here, { retries: 2, preserveEmbed: "skip" });
  const { owner, system } = here.tenant;
  await pumpToEnd(here.wiring, here.tenant, first.runId);
  const same = await cloneRun(owner, { runId: first.runId });
  expect(same).toMatchObject({ inventoryId: first.inventoryId, sampleId: first.sampleId });
  const plan = await getPlan(owner, { planId: same.planId });
  expect(plan).toMatchObject({ approvals: [], settings: (await getPlan(owner, { planId: first.planId })).settings });

  await putPictures(here, { "new.jpg": 77 });
  const { id: inventoryId } = await requestInventory(owner, { bucketId: first.bucketId });
  while (!(await collectInventory(system, { inventoryId, budgetMs: 30_000 })).done);
  const { id: sampleId } = await requestSample(owner, { inventoryId, wanted: 20 });
  while (!(await drawSample(system, { sampleId, budgetMs: 30_000 })).done);
  const newest = await cloneRun(owner, { runId: first.runId, objects: "newest" });
  expect(newest).toMatchObject({ inventoryId, sampleId });
  const { hash } = await getPlan(owner, { planId: newest.planId });
  const { id: approvalId } = await approvePlan(owner, { planId: newest.planId, hash });
  const { runId, created } = await startRun(owner, { planId: newest.planId, approvalId });
  expect(created).toBe(true);
  await fillRun(system, { runId });
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "finished", objects: "4" });
});

test("a run's own limit holds over all its pumps together, and is never more than its plan's", async () => {
  await putPictures(here, manySeeds(12));
  const { runId } = await launchedRun(here, { concurrency: 5 });
  const { owner, system } = here.tenant;
  expect(await tuneRun(owner, { runId, concurrency: 9 })).toMatchObject({ concurrency: 5 });
  expect(await tuneRun(owner, { runId, concurrency: 2 })).toMatchObject({ concurrency: 2, priority: "normal" });
  const gate = makeGate();
  let [reading, most] = [0, 0];
  here.bend = (store) => ({
    ...store,
    async get(key, options) {
      most = Math.max(most, ++reading);
      await gate.pass();
      return store.get(key, options).finally(() => void reading--);
    },
  });
  const first = pump(system, { runId, slice: 0 });
  await gate.reached;
  // Another process comes by: all that may be at work is at work.
  expect(await pump(system, { runId, slice: 0 })).toMatchObject({ state: "open", settled: 0, waitMs: 1000 });
  expect(await getRun(owner, { runId })).toMatchObject({ atOnce: 2 });
  gate.open();
  await first;
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(most).toBe(2);
  expect(await tuneRun(owner, { runId, concurrency: null }).catch((fault: Fault) => fault.code)).toBe("precondition");
});

test("the limits of a workspace and of an identity hold over all runs, and of a dead pump nothing remains after seconds", async () => {
  const { system, tenantId } = here.tenant;
  const much = { concurrency: 1_000, maxInflight: 10_000 };
  const [identityA, identityB] = [newId("identity"), newId("identity")];
  const take = (identityId: typeof identityA, limits: Partial<Parameters<typeof takeSeat>[3]>) => {
    const owner = { tenantId, runId: newId("run"), token: newId("lease"), identityId };
    return system.machineWrite((tx) => takeSeat(tx, owner, 8, { run: much, tenant: much, signer: much, ...limits }));
  };
  const signer = { concurrency: 10, maxInflight: 100 };
  expect(await take(identityA, { signer })).toMatchObject({ granted: 8 });
  expect(await take(identityA, { signer })).toMatchObject({ granted: 2 });
  expect(await take(identityA, { signer })).toBeNull();
  expect(await take(identityB, { signer })).toMatchObject({ granted: 8 });
  const tenant = { concurrency: 1_000, maxInflight: 150 };
  expect(await take(identityB, { tenant })).toMatchObject({ granted: 6, hold: 6 });
  expect(await take(identityB, { tenant })).toBeNull();
  await alter("update pump_seat set lease_until = clock_timestamp() - interval '1 second'");
  expect(await take(identityB, { tenant })).toMatchObject({ granted: 8, hold: 64 });
});

test("a pump whose place was given away begins nothing more", async () => {
  await putPictures(here, manySeeds(6));
  const { runId } = await launchedRun(here, { concurrency: 1 });
  const { system } = here.tenant;
  const gate = makeGate();
  let [writes, begun] = [0, 0];
  here.bend = (store) => ({
    ...store,
    async get(key, options) {
      if (key.endsWith(".jpg")) begun++;
      await gate.pass();
      return store.get(key, options);
    },
  });
  const counting: typeof system.machineWrite = (work) => system.machineWrite(work).finally(() => void writes++);
  const working = pump({ ...system, machineWrite: counting }, { runId, slice: 0, budgetMs: 60_000 });
  await gate.reached;
  await alter("delete from pump_seat where run_id = $1", runId);
  const before = writes;
  await until(async () => writes > before, 20_000, "it gave no sign of life");
  gate.open();
  expect(await working).toMatchObject({ state: "open", settled: 1 });
  expect(begun).toBe(1);
});

test("a store that asks to slow down halves what is worked on at once, says so, and costs no object an attempt", async () => {
  const width = here.wiring.ports.media.parallel * 4;
  await putPictures(here, manySeeds(width + 6));
  const { runId } = await launchedRun(here, { retries: 0 });
  const { owner, system } = here.tenant;
  let [reading, allowed] = [0, 1];
  here.bend = (store) => ({
    ...store,
    async get(key, options) {
      if (reading >= allowed)
        throw new Fault("upstream", "SlowDown", { details: { what: "slow_down" }, retryAfterMs: 10 });
      reading++;
      return store.get(key, options).finally(() => void reading--);
    },
  });
  await pump(system, { runId, slice: 0, objectsMax: width });
  const slowed = await getRun(owner, { runId });
  expect(slowed.slowed).toMatchObject({ atOnce: width / 2 });
  expect(Number(slowed.slowDowns)).toBeGreaterThan(0);
  expect(Object.values(await itemsByKey(here.tenant, runId)).every(({ attempts }) => attempts <= 1)).toBe(true);
  allowed = Number.POSITIVE_INFINITY;
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "finished", failed: "0", signed: `${width + 6}` });
});

test("what works on fewer objects creeps back to all that is allowed while the store serves it", async () => {
  const width = here.wiring.ports.media.parallel * 4;
  await putPictures(here, manySeeds(width * 2 + 2));
  const { runId } = await launchedRun(here);
  await alter("update run set pace = $2, slowed_at = now() - interval '1 minute' where id = $1", runId, width - 1);
  await pump(here.tenant.system, { runId, slice: 0, objectsMax: width * 2 });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "running", slowed: null });
});

test("a pause says how many are in flight and when they settle, and begins none of those that wait", async () => {
  await putPictures(here, manySeeds(20));
  const { runId } = await launchedRun(here, { concurrency: 2, deadlineMs: 60_000 });
  const { owner, system } = here.tenant;
  await pump(system, { runId, slice: 0, objectsMax: 2 });
  const gate = makeGate();
  here.bend = (store) => ({ ...store, get: (key, options) => gate.pass().then(() => store.get(key, options)) });
  const working = pump(system, { runId, slice: 0 });
  await gate.reached;
  const paused = await pauseRun(owner, { runId });
  expect(paused).toMatchObject({ state: "paused", settling: { withinSeconds: 61 } });
  expect(paused.settling?.expectedSeconds).toBeGreaterThan(0);
  expect((await getRun(owner, { runId })).settling).toEqual(paused.settling);
  gate.open();
  await working;
  expect(await getRun(owner, { runId })).toMatchObject({ state: "paused", inFlight: 0, settling: null });
});

test("an object that takes longer than it may as a whole is given up, twice and for good", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here, { deadlineMs: 1_000, retries: 6 });
  here.bend = (store) => ({
    ...store,
    get: (_key, options) =>
      new Promise((_, reject) => {
        options?.signal?.addEventListener("abort", () => reject(new Fault("upstream", "Aborted.")));
      }),
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  const items = await itemsByKey(here.tenant, runId);
  expect(items["a.jpg"]).toMatchObject({ outcome: "failed", why: "deadline", attempts: 2 });
});

test("a run hints at few slices, and each of them at the next of its own chain that has work left", async () => {
  await putPictures(here, manySeeds(10));
  const { runId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  await alter("update run_item set seq = (seq - 1) * 1000 + 1 where run_id = $1", runId);
  await alter("update run set slices = 10 where id = $1", runId);
  const hinted = async (after?: number) => {
    here.sent = [];
    await planSlices(system, { runId, epoch: 1, stride: 3, ...(after === undefined ? {} : { after }) });
    return here.sent.map(({ data }) => [
      (data as { slice: number }).slice,
      (data as { prioritySeconds: number }).prioritySeconds,
    ]);
  };
  expect(await hinted()).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
  await alter(
    "update run_item set state = 'settled', outcome = 'skipped' where run_id = $1 and seq in (1, 3001, 6001)",
    runId,
  );
  await tuneRun(owner, { runId, priority: "high" });
  expect(await hinted(0)).toEqual([[9, 600]]);
  expect(await hinted(9)).toEqual([]);
  expect(await hinted()).toEqual([
    [1, 600],
    [2, 600],
    [9, 600],
  ]);
});
