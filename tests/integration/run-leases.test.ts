import { expect, test } from "vitest";
import { newId } from "../../lib/kernel/ids.ts";
import type { Outcome } from "../../lib/kernel/outcome.ts";
import type { Store } from "../../lib/ports/store.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { getRun } from "../../lib/run/get.ts";
import { type ClaimedItem, claimItems, heldSeqs, liveLeases, renewLease } from "../../lib/run/item-rows.ts";
import { openKit } from "../../lib/run/open-kit.ts";
import { pump } from "../../lib/run/pump.ts";
import { holdState } from "../../lib/run/rows.ts";
import { takeSeat } from "../../lib/run/seat-rows.ts";
import type { Finished } from "../../lib/run/settle.ts";
import { settleApart } from "../../lib/run/settle-apart.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import {
  books,
  endLeases,
  itemsByKey,
  launchedRun,
  makeDue,
  makeGate,
  manySeeds,
  pumpToEnd,
  putBytes,
  putPictures,
} from "../support/launched-run.ts";
import { asIfSigned } from "../support/long-run.ts";
import { until } from "../support/worker-process.ts";

const here = bentBucket();

/** A store whose first read of `key` waits at the gate. */
function holding(store: Store, key: string, gate: { pass(): Promise<void> }): Store {
  let held = false;
  return {
    ...store,
    async get(wanted, options) {
      if (wanted === key && !held) {
        held = true;
        await gate.pass();
      }
      return store.get(wanted, options);
    },
  };
}

test("a second worker cannot settle a row whose lease it lost", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  const gate = makeGate();
  here.bend = (store) => holding(store, "a.jpg", gate);
  const slow = pump(here.tenant.system, { runId, slice: 0 });
  await gate.reached;
  await endLeases(here.wiring, here.tenant, runId);
  here.bend = (store) => store;
  expect(await pump(here.tenant.system, { runId, slice: 0 })).toMatchObject({ state: "done", settled: 1 });
  const before = await getRun(here.tenant.owner, { runId });
  gate.open();
  expect(await slow).toMatchObject({ settled: 0 });
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ settled: 1, receipts: 1, usage: 1, head: 1 });
  const after = await getRun(here.tenant.owner, { runId });
  expect(after).toMatchObject({ state: "finished", signed: "1", finishedAt: before.finishedAt });
  // What the loser asked of the store was asked, and is counted.
  expect(after.wire.get).toBeGreaterThan(before.wire.get);
});

test("pumps that share a slice sign every object of it once", async () => {
  await putPictures(here, manySeeds(30));
  const { runId } = await launchedRun(here);
  const turns = await Promise.all([0, 1, 2].map(() => pump(here.tenant.system, { runId, slice: 0, budgetMs: 60_000 })));
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(turns.reduce((sum, { settled }) => sum + settled, 0)).toBe(30);
  expect(await books(here.wiring, here.tenant, runId)).toEqual({
    settled: 30,
    signed: 30,
    receipts: 30,
    usage: 30,
    head: 30,
    leased: 0,
  });
  for (const item of Object.values(await itemsByKey(here.tenant, runId))) expect(item.attempts).toBe(1);
});

test("a pump whose leases ran out while it worked settles each object once, and counts it once", async () => {
  await putPictures(here, manySeeds(2));
  // Left alone with a code: what is signed would meet its own receipt.
  putBytes(here, "000.jpg", new Uint8Array(64));
  const { runId } = await launchedRun(here);
  const gates = { "000.jpg": makeGate(), "001.jpg": makeGate() };
  let begun = 0;
  here.bend = (store) => ({
    ...store,
    async get(key, options) {
      if (key === "000.jpg") begun++;
      if (key in gates) await gates[key as keyof typeof gates].pass();
      return store.get(key, options);
    },
  });
  const turn = pump(here.tenant.system, { runId, slice: 0, budgetMs: 60_000 });
  await Promise.all(Object.values(gates).map((gate) => gate.reached));
  await endLeases(here.wiring, here.tenant, runId);
  gates["001.jpg"].open();
  await until(
    async () => (await getRun(here.tenant.owner, { runId })).signed === "1",
    20_000,
    "the other object was not settled",
  );
  gates["000.jpg"].open();
  expect(await turn).toMatchObject({ state: "done", settled: 2 });
  expect(begun).toBe(1);
  const run = await getRun(here.tenant.owner, { runId });
  expect(run.state).toBe("finished");
  expect(Number(run.skipped) + Number(run.failed)).toBe(1);
});

test("an object that backs off does not hold up the others of its slice", async () => {
  await putPictures(here, manySeeds(3));
  const { runId } = await launchedRun(here);
  here.bend = (store) => ({
    ...store,
    get: (key, options) =>
      key === "000.jpg" ? store.get(key, { ...options, signal: AbortSignal.abort() }) : store.get(key, options),
  });
  const turn = await pump(here.tenant.system, { runId, slice: 0, objectsMax: 1 });
  expect(turn).toMatchObject({ state: "open", settled: 0, left: 3, waitMs: 0 });
  here.bend = (store) => store;
  const rest = await pump(here.tenant.system, { runId, slice: 0, objectsMax: 2 });
  expect(rest).toMatchObject({ state: "open", settled: 2, left: 1 });
  await makeDue(here.wiring, here.tenant, runId);
  expect(await pump(here.tenant.system, { runId, slice: 0 })).toMatchObject({ state: "done", settled: 1 });
});

test("what was claimed and not begun is given back, and its attempt with it", async () => {
  await putPictures(here, manySeeds(12));
  const { runId } = await launchedRun(here, { concurrency: 2 });
  await pump(here.tenant.system, { runId, slice: 0, budgetMs: 1 });
  const items = Object.values(await itemsByKey(here.tenant, runId));
  const settled = items.filter((item) => item.state === "settled");
  expect(settled.length).toBeGreaterThan(0);
  expect(settled.length).toBeLessThan(12);
  for (const item of items) expect(item.attempts).toBe(item.state === "settled" ? 1 : 0);
  expect(items.every((item) => item.state !== "leased")).toBe(true);
});

const settling = (item: ClaimedItem, outcome: Outcome): Finished => ({ item, next: { kind: "settle", outcome } });

test.each([
  ["took effect", true],
  ["did not take effect", false],
])(
  "what was counted on the wire is counted once where a settling transaction's answer was lost and it %s",
  async (_, effect) => {
    await putPictures(here, manySeeds(3));
    const { runId } = await launchedRun(here);
    const { system } = here.tenant;
    const kit = await openKit(system, runId);
    if (kit === null) throw new Error("the run is not running");
    const token = newId("lease");
    const { tenantId, identityId } = { tenantId: system.tenantId, identityId: kit.settings.identityId };
    const room = { concurrency: 100, maxInflight: 100 };
    await system.machineWrite((tx) =>
      takeSeat(tx, { tenantId, runId, token, identityId }, 4, { run: room, tenant: room, signer: room }),
    );
    const items = await system.machineWrite((tx) =>
      claimItems(tx, { tenantId, runId, slice: 0, limit: 3, token, leaseMs: 60_000, fieldSetId: null }),
    );
    let lost = 0;
    const losing: typeof system = {
      ...system,
      machineWrite: async (work) => {
        const first = lost++ === 0;
        if (first && !effect) throw new Error("the connection ended");
        const made = await system.machineWrite(work);
        if (first) throw new Error("the connection ended");
        return made;
      },
    };
    kit.wire.get = 7;
    kit.wire.mediaMs = 20.75;
    const finished = items.map((item) => settling(item, asIfSigned(kit, item)));
    await settleApart(losing, kit, token, finished, () => 0);
    const run = await getRun(here.tenant.owner, { runId });
    expect(run).toMatchObject({ state: "finished", signed: "3", wire: { get: 7, mediaMs: 20 } });
    expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ settled: 3, receipts: 3, usage: 3, head: 3 });
  },
);

test("an object whose result cannot be written down goes back alone, and its neighbours settle", async () => {
  await putPictures(here, manySeeds(5));
  const { runId } = await launchedRun(here);
  const { system, tenantId } = here.tenant;
  const kit = await openKit(system, runId);
  if (!kit) throw new Error("the run is not running");
  const token = newId("lease");
  const items = await system.machineWrite((tx) =>
    claimItems(tx, { tenantId, runId, slice: 0, limit: 5, token, leaseMs: 60_000, fieldSetId: null }),
  );
  // Half a surrogate pair has no canonical form: the receipt cannot be made.
  const finished = items.map((item) => {
    const outcome = asIfSigned(kit, item);
    return settling(
      item,
      item.seq === 3 ? { ...outcome, facts: { ...outcome.facts, validationCodes: ["\ud800"] } } : outcome,
    );
  });
  expect(await settleApart(system, kit, token, finished, () => 0)).toMatchObject({ rows: 4, state: "running" });
  const byKey = await itemsByKey(here.tenant, runId);
  expect(byKey["002.jpg"]).toMatchObject({ state: "pending", why: "internal", attempts: 1, receiptId: null });
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ settled: 4, receipts: 4, usage: 4, head: 4 });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "running", signed: "4", failed: "0" });
  // Its next attempt is a real one, and signs it.
  await makeDue(here.wiring, here.tenant, runId);
  expect(await pump(system, { runId, slice: 0 })).toMatchObject({ state: "done", settled: 1 });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "5" });
});

test("an object whose attempts all ended with their workers is set aside without being read", async () => {
  await putPictures(here, { "a.jpg": 1, "b.jpg": 2 });
  const { runId } = await launchedRun(here, { retries: 2 });
  await here.wiring.database.within(
    here.tenant.tenantId,
    (tx) => tx.$executeRaw`update run_item set attempts = 6 where run_id = ${runId} and key = 'a.jpg'`,
  );
  const read: string[] = [];
  here.bend = (store) => ({
    ...store,
    get(key, options) {
      read.push(key);
      return store.get(key, options);
    },
  });
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect((await itemsByKey(here.tenant, runId))["a.jpg"]).toMatchObject({ outcome: "failed", why: "worker_killed" });
  expect(read).not.toContain("a.jpg");
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "1", failed: "1" });
});

test("a renewal does not wait for rows that are being settled, which would close a circle", async () => {
  await putPictures(here, manySeeds(4));
  const { runId } = await launchedRun(here);
  const { system, tenantId } = here.tenant;
  const lease = { tenantId, runId, slice: 0, token: newId("lease"), leaseMs: 60_000 };
  await system.machineWrite((tx) => claimItems(tx, { ...lease, limit: 4, fieldSetId: null }));
  const gate = makeGate();
  const settling = system.machineWrite(async (tx) => {
    await heldSeqs(tx, lease, [1, 2]);
    await gate.pass();
  });
  await gate.reached;
  await endLeases(here.wiring, here.tenant, runId, [3, 4]);
  await system.machineWrite((tx) => renewLease(tx, lease));
  expect(await system.read((tx) => liveLeases(tx, tenantId, runId))).toMatchObject({ objects: 4 });
  gate.open();
  await settling;
});

test("a cancellation sees what was claimed a moment before it, and waits for that to settle", async () => {
  await putPictures(here, manySeeds(2));
  const { runId } = await launchedRun(here);
  const { owner, system, tenantId } = here.tenant;
  const gate = makeGate();
  const claiming = system.machineWrite(async (tx) => {
    expect(await holdState(tx, tenantId, runId)).toBe("running");
    await claimItems(tx, {
      tenantId,
      runId,
      slice: 0,
      limit: 2,
      token: newId("lease"),
      leaseMs: 60_000,
      fieldSetId: null,
    });
    await gate.pass();
  });
  await gate.reached;
  const cancelling = cancelRun(owner, { runId });
  await until(somebodyWaits, 10_000, "the cancellation did not wait for the claim");
  gate.open();
  await claiming;
  expect(await cancelling).toEqual({ state: "cancelling" });
});

/** Whether a transaction of this database waits for another's lock. */
async function somebodyWaits(): Promise<boolean> {
  const { rows } = await here.wiring.database.pool.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length > 0;
}
