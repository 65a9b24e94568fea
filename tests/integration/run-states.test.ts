import { expect, test } from "vitest";
import { removeBucket } from "../../lib/bucket/remove.ts";
import type { Store } from "../../lib/ports/store.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { pauseRun } from "../../lib/run/pause.ts";
import { pump } from "../../lib/run/pump.ts";
import { resumeRun } from "../../lib/run/resume.ts";
import { reviveUnfinished } from "../../lib/run/revive-unfinished.ts";
import { startRun } from "../../lib/run/start.ts";
import { sweepRun } from "../../lib/run/sweep.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bentBucket, s3Location, s3Secret } from "../support/bent-bucket.ts";
import {
  books,
  endLeases,
  itemsByKey,
  launchedRun,
  makeGate,
  manySeeds,
  pumpToEnd,
  putPictures,
} from "../support/launched-run.ts";

const here = bentBucket();

/** All reads wait at the gate. */
const holding =
  (gate: { pass(): Promise<void> }) =>
  (store: Store): Store => ({ ...store, get: (key, options) => gate.pass().then(() => store.get(key, options)) });

/** A statement of the test's own within its tenant. */
function alter(sql: string, ...values: unknown[]): Promise<number> {
  return here.wiring.database.within(here.tenant.tenantId, (tx) => tx.$executeRawUnsafe(sql, ...values));
}

test("a pause lets what is in flight settle, and a resume goes on with the rest", async () => {
  await putPictures(here, manySeeds(10));
  const { runId } = await launchedRun(here, { concurrency: 2 });
  const { owner, system } = here.tenant;
  const gate = makeGate();
  here.bend = holding(gate);
  const working = pump(system, { runId, slice: 0 });
  await gate.reached;
  const { inFlight } = await pauseRun(owner, { runId });
  expect(inFlight).toBeGreaterThan(0);
  gate.open();
  expect(await working).toMatchObject({ state: "halted", settled: inFlight, left: 10 - inFlight });
  expect(await getRun(owner, { runId })).toMatchObject({ state: "paused", signed: `${inFlight}`, inFlight: 0 });
  expect(await pump(system, { runId, slice: 0 })).toMatchObject({ state: "halted", settled: 0 });
  here.sent = [];
  await resumeRun(owner, { runId });
  await resumeRun(owner, { runId });
  // Two people resumed it: it is one event, by its name.
  expect(new Set(here.sent.map(({ id }) => id))).toEqual(new Set([`run:${runId}:started:2`]));
  await pumpToEnd(here.wiring, here.tenant, runId);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "finished", signed: "10" });
});

test("a paused run whose last object settles is finished, and cannot be resumed or cancelled", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  const gate = makeGate();
  here.bend = holding(gate);
  const working = pump(here.tenant.system, { runId, slice: 0 });
  await gate.reached;
  await pauseRun(here.tenant.owner, { runId });
  gate.open();
  await working;
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "1" });
  await expect(resumeRun(here.tenant.owner, { runId })).rejects.toMatchObject({ code: "precondition" });
  await expect(cancelRun(here.tenant.owner, { runId })).rejects.toMatchObject({ code: "precondition" });
});

test("a cancellation lets what is in flight settle; the rest stays unsigned, and the pump that comes last ends the run", async () => {
  await putPictures(here, manySeeds(10));
  const { runId } = await launchedRun(here, { concurrency: 2 });
  const { owner, system } = here.tenant;
  const gate = makeGate();
  here.bend = holding(gate);
  const working = pump(system, { runId, slice: 0 });
  await gate.reached;
  expect(await cancelRun(owner, { runId })).toEqual({ state: "cancelling" });
  gate.open();
  const { settled } = await working;
  expect(settled).toBeGreaterThan(0);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "cancelled", signed: `${settled}`, inFlight: 0 });
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ settled, receipts: settled, leased: 0 });
});

test("a cancelling run whose worker died is ended by the sweep, and its numbers never change again", async () => {
  await putPictures(here, manySeeds(3));
  const { runId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  const gate = makeGate();
  here.bend = holding(gate);
  const working = pump(system, { runId, slice: 0 });
  await gate.reached;
  await cancelRun(owner, { runId });
  expect(await sweepRun(system, { runId })).toEqual({ did: "nothing" });
  await endLeases(here.wiring, here.tenant, runId);
  expect(await sweepRun(system, { runId })).toEqual({ did: "ended" });
  const ended = await getRun(owner, { runId });
  expect(ended).toMatchObject({ state: "cancelled", signed: "0", inFlight: 0 });
  // It was not dead after all.
  gate.open();
  expect(await working).toMatchObject({ state: "halted", settled: 0 });
  expect(await getRun(owner, { runId })).toMatchObject({
    state: "cancelled",
    signed: "0",
    finishedAt: ended.finishedAt,
  });
  expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ settled: 0, receipts: 0, usage: 0, leased: 0 });
});

test("a run is cancelled at once while its rows are being written, and filling stops there", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
  const { runId } = await startRun(here.tenant.owner, plan);
  expect(await cancelRun(here.tenant.owner, { runId })).toEqual({ state: "cancelled" });
  expect(await fillRun(here.tenant.system, { runId })).toMatchObject({ state: "cancelled", objects: "0" });
  expect(await pump(here.tenant.system, { runId, slice: 0 })).toMatchObject({ state: "halted", settled: 0 });
});

test("a run with nothing to do is finished as soon as it is filled, once", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
  await alter("delete from inventory_object");
  const { runId } = await startRun(here.tenant.owner, plan);
  expect(await fillRun(here.tenant.system, { runId })).toMatchObject({ state: "finished", objects: "0", slices: 0 });
  const { finishedAt } = await getRun(here.tenant.owner, { runId });
  expect(await fillRun(here.tenant.system, { runId })).toMatchObject({ state: "finished" });
  expect((await getRun(here.tenant.owner, { runId })).finishedAt).toBe(finishedAt);
});

test("what lies under the run's own output prefixes is none of its objects", async () => {
  await putPictures(here, { "a.jpg": 1, "c2pa/manifests/x.jpg": 2, "signed/a.jpg": 3, "signed-too.jpg": 4 });
  const remote = await launchedRun(here);
  expect(Object.keys(await itemsByKey(here.tenant, remote.runId))).toEqual(["a.jpg", "signed-too.jpg", "signed/a.jpg"]);
  const embed = await launchedRun(here, { mode: "embed" });
  expect(Object.keys(await itemsByKey(here.tenant, embed.runId))).toEqual(["a.jpg", "signed-too.jpg"]);
});

test("filling that was killed in the middle goes on after the last row, and numbers them without a gap", async () => {
  await putPictures(here, manySeeds(5));
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
  const { runId } = await startRun(here.tenant.owner, plan);
  await alter(
    `insert into run_item (tenant_id, run_id, seq, key, etag, size_bytes, mime)
     select tenant_id, $1, row_number() over (order by key), key, etag, size_bytes, mime from inventory_object order by key limit 2`,
    runId,
  );
  await alter("update run set objects = 2 where id = $1", runId);
  expect(await fillRun(here.tenant.system, { runId })).toMatchObject({ state: "running", objects: "5", slices: 1 });
  const items = Object.values(await itemsByKey(here.tenant, runId));
  expect(items.map(({ item, key }) => [item, key])).toEqual(Object.keys(manySeeds(5)).map((key, i) => [i + 1, key]));
});

test("the sweep starts a run again whose events were lost, under a new epoch, and leaves one that is looked after", async () => {
  await putPictures(here, manySeeds(3));
  const { runId } = await launchedRun(here);
  const { system } = here.tenant;
  here.sent = [];
  expect(await sweepRun(system, { runId })).toEqual({ did: "nothing" });
  const forget =
    "update run set created_at = created_at - interval '1 hour', active_since = active_since - interval '1 hour', attended_at = attended_at - interval '1 hour' where id = $1";
  await alter(forget, runId);
  expect(await sweepRun(system, { runId })).toEqual({ did: "revived" });
  expect(here.sent).toEqual([expect.objectContaining({ name: "run/started", id: `run:${runId}:started:2` })]);
  expect(await sweepRun(system, { runId })).toEqual({ did: "nothing" });
  // Whoever still worked under the first start stops: two functions at one slice would be one too many.
  expect(await pump(system, { runId, slice: 0, epoch: 1 })).toMatchObject({ state: "halted", settled: 0, left: 3 });
  expect(await pump(system, { runId, slice: 0, epoch: 2 })).toMatchObject({ state: "done", settled: 3 });
});

test("a run that is started again in vain waits twice as long each time, up to 32 times, until it settles something", async () => {
  await putPictures(here, { "a.jpg": 1, "b.jpg": 2 });
  const { runId } = await launchedRun(here);
  const { system } = here.tenant;
  const idleFor = (seconds: number) =>
    alter(
      `update run set created_at = 'epoch', active_since = 'epoch', attended_at = clock_timestamp() - $2 * interval '1 second' where id = $1`,
      runId,
      seconds,
    );
  // Far from each border, so that the time that a statement takes decides nothing.
  for (const wait of [600, 1_200, 2_400, 4_800, 9_600, 19_200, 19_200, 19_200]) {
    await idleFor(wait - 60);
    expect(await sweepRun(system, { runId, idleSeconds: 600 }), `before ${wait} s`).toEqual({ did: "nothing" });
    await idleFor(wait + 60);
    expect(await sweepRun(system, { runId, idleSeconds: 600 }), `after ${wait} s`).toEqual({ did: "revived" });
  }
  // What settles something is going on, and is looked after soon again where it is lost.
  expect(await pump(system, { runId, slice: 0, epoch: 9, objectsMax: 1 })).toMatchObject({ settled: 1 });
  await idleFor(660);
  expect(await sweepRun(system, { runId, idleSeconds: 600 })).toEqual({ did: "revived" });
});

test("a run whose rows are leased is looked after, however long ago it settled anything", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  const gate = makeGate();
  here.bend = holding(gate);
  const working = pump(here.tenant.system, { runId, slice: 0 });
  await gate.reached;
  await alter(
    "update run set created_at = 'epoch', active_since = 'epoch', attended_at = 'epoch' where id = $1",
    runId,
  );
  expect(await sweepRun(here.tenant.system, { runId })).toEqual({ did: "nothing" });
  await endLeases(here.wiring, here.tenant, runId);
  expect(await sweepRun(here.tenant.system, { runId, idleSeconds: 0 })).toEqual({ did: "revived" });
  gate.open();
  await working;
});

test("the approval is checked at every pump: a plan that was altered meanwhile pauses its run and says why", async () => {
  await putPictures(here, manySeeds(4));
  const { runId, planId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  await pump(system, { runId, slice: 0, objectsMax: 1 });
  await alter(`update plan set settings = jsonb_set(settings, '{preserveEmbed}', '"skip"') where id = $1`, planId);
  await expect(pump(system, { runId, slice: 0 })).rejects.toMatchObject({ code: "precondition" });
  const run = await getRun(owner, { runId });
  expect(run).toMatchObject({
    state: "paused",
    signed: "1",
    problem: expect.stringContaining("changed after it was approved"),
  });
});

test("a run whose identity was retired is paused with the reason, and goes on once that is mended", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here);
  const { owner, system } = here.tenant;
  await alter("update signing_identity set retired_at = now()");
  await expect(pump(system, { runId, slice: 0 })).rejects.toMatchObject({ code: "precondition" });
  expect(await getRun(owner, { runId })).toMatchObject({
    state: "paused",
    problem: expect.stringContaining("retired"),
  });
  expect(await sweepRun(system, { runId, idleSeconds: 0 })).toEqual({ did: "nothing" });
  await alter("update signing_identity set retired_at = null");
  await resumeRun(owner, { runId });
  expect(await getRun(owner, { runId })).toMatchObject({ state: "running", problem: null });
  expect(await pump(system, { runId, slice: 0 })).toMatchObject({ state: "done", settled: 1 });
});

test("a bucket with a run over it stays, and a run over a removed bucket cannot be launched", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const { owner } = here.tenant;
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
  const [removed, started] = await Promise.allSettled([
    removeBucket(owner, { bucketId: plan.bucketId }),
    startRun(owner, plan),
  ]);
  expect([removed.status, started.status].sort()).toEqual(["fulfilled", "rejected"]);
});

test("one approval launches one run, however many start it at once", async () => {
  await putPictures(here, { "a.jpg": 1 });
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
  const started = await Promise.all([0, 1, 2, 3].map(() => startRun(here.tenant.owner, plan)));
  expect(new Set(started.map(({ runId }) => runId)).size).toBe(1);
  expect(started.filter(({ created }) => created)).toHaveLength(1);
});

test("work that the sweep cannot look after does not keep it from the rest", async () => {
  await putPictures(here, { "a.jpg": 1 });
  await launchedRun(here);
  await launchedRun(here);
  await alter("update run set created_at = 'epoch', active_since = 'epoch', attended_at = 'epoch'");
  const machine = { kind: "system", what: "sweep" } as const;
  let asked = 0;
  const swept = await reviveUnfinished(here.wiring.openCtx({ actor: machine, tenantId: null }), (tenantId) => {
    if (tenantId === here.tenant.tenantId && asked++ === 0) throw new Error("as if its rows could not be read");
    return here.wiring.openCtx({ actor: machine, tenantId });
  });
  expect(asked).toBe(2);
  expect(swept.failed).toBe(1);
  expect(swept.revived).toBeGreaterThanOrEqual(1);
});

test("an object larger than any timer could wait for is left alone with its code, and keeps nobody waiting", async () => {
  await putPictures(here, { "a.jpg": 1, "b.jpg": 2 });
  const huge = here.bucket.get("a.jpg");
  if (huge) here.bucket.set("a.jpg", { ...huge, head: { ...huge.head, sizeBytes: 20_000_000_000_000 } });
  const { runId } = await launchedRun(here);
  expect(await pump(here.tenant.system, { runId, slice: 0 })).toMatchObject({ state: "done", settled: 2 });
  const items = await itemsByKey(here.tenant, runId);
  expect(items["a.jpg"]).toMatchObject({ outcome: "skipped", why: "too_large", attempts: 1 });
  expect(items["b.jpg"]).toMatchObject({ outcome: "signed" });
});
