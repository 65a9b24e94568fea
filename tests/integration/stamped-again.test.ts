import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordManifests, recordStamped } from "../../lib/delivery/record-manifests.ts";
import { manifestOfIntent, manifestOfKey } from "../../lib/delivery/rows.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import { type Id, newId } from "../../lib/kernel/ids.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import type { SignedBody } from "../../lib/receipt/schema.ts";
import { getRun } from "../../lib/run/get.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { listDebts } from "../../lib/stamp-debt/list.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import { payPatienceMs } from "../../lib/stamp-debt/pay-one.ts";
import { claimDebts, extendLeases, findDebt } from "../../lib/stamp-debt/rows.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import {
  endDebtLeases,
  launchedRun,
  makeDebtsDue,
  manySeeds,
  pumpToEnd,
  putPictures,
} from "../support/launched-run.ts";
import { authorityOf, failingAfter, stampedRunOver } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("assets that are signed again, stamped or owing (skipped without openssl)", () => {
  const here = bentBucket();
  let tsa: Tsa;
  beforeAll(async () => {
    tsa = await startTsa();
  });
  afterAll(() => tsa.close());

  const stampedRun = (seeds: Record<string, number>, settings: Partial<PlanSettingsInput> = {}) =>
    stampedRunOver(here, tsa, seeds, settings);

  /** Of the run's only asset. */
  async function receiptOf(runId: Id<"run">): Promise<SignedBody> {
    const { items } = await listItems(here.tenant.owner, { runId });
    const receiptId = items[0]?.receiptId as Id<"receipt">;
    return (await getReceipt(here.tenant.owner, { receiptId })).body as SignedBody;
  }

  test("a second run over the same assets adopts what is stored, owes where that has no stamp, and adopts the stamp of a debt that was paid", async () => {
    tsa.always({ kind: "status", status: 500 });
    await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    const asked = tsa.seen.length;
    const again = await stampedRun({ "a.jpg": 1 });
    const owing = { adopted: true, time_stamp: { kind: "debt", why: "adopted_unstamped" } };
    expect(await receiptOf(again.runId)).toMatchObject(owing);
    expect(asked).toBe(tsa.seen.length);
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 2 });
    expect(tsa.seen.length).toBeGreaterThan(asked);
    const paidBy = tsa.seen.length;
    const third = await stampedRun({ "a.jpg": 1 });
    const key = expect.stringMatching(/\.stamped\.c2pa$/);
    const adopted = { adopted: true, time_stamp: { kind: "stamped" }, stored: { key } };
    expect(await receiptOf(third.runId)).toMatchObject(adopted);
    expect((await listDebts(here.tenant.owner, { state: "open" })).items).toEqual([]);
    expect(tsa.seen.length).toBe(paidBy);
  });

  test("a run with stamps signs anew what one without stored with no room for any", async () => {
    const bare = await stampedRun({ "a.jpg": 1 }, { timeStamp: "none" });
    const owing = await stampedRun({ "a.jpg": 1 });
    expect(await receiptOf(owing.runId)).toMatchObject({ adopted: false, time_stamp: { kind: "stamped" } });
    expect((await receiptOf(owing.runId)).intent_sha256).not.toBe((await receiptOf(bare.runId)).intent_sha256);
  });

  test("a debt that is paid late stamps the manifest that owed it, and does not bring it back where the asset was signed anew", async () => {
    const { runId } = await stampedRun({ "a.jpg": 1 });
    const owing = await receiptOf(runId);
    const { tenantId } = here.tenant;
    const { bucket, key } = owing.object;
    const anew: SignedBody = { ...owing, intent_sha256: "ab".repeat(32), receipt: newId("receipt", new Date()) };
    const stored = { ...owing.stored, key: "stamped", sha256: "cd".repeat(32) };
    const paying = {
      ...owing,
      kind: "stamped",
      supersedes: owing.receipt,
      stored,
      receipt: newId("receipt", new Date()),
    };
    await here.wiring.database.within(tenantId, async (tx) => {
      await recordManifests(tx, tenantId, 10n, [anew]);
      await recordStamped(tx, tenantId, { ...paying, kind: "stamped", usage: { unit: "vex", quantity: 0 } });
      expect(await manifestOfKey(tx, tenantId, bucket, key)).toMatchObject({ receiptId: anew.receipt });
      const stamped = { receiptId: paying.receipt, storedKey: "stamped", storedSha256: stored.sha256 };
      expect(await manifestOfIntent(tx, tenantId, bucket, owing.intent_sha256)).toMatchObject(stamped);
      // Whose receipt was superseded meanwhile by another run's is another manifest's by now.
      await recordStamped(tx, tenantId, {
        ...paying,
        kind: "stamped",
        stored: owing.stored,
        usage: { unit: "vex", quantity: 0 },
      });
      expect(await manifestOfIntent(tx, tenantId, bucket, owing.intent_sha256)).toMatchObject(stamped);
    });
  });

  test("an archived manifest is looked for again later, and nobody is told to come back while a debt is in somebody's hands", async () => {
    tsa.always({ kind: "status", status: 500 });
    await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    await makeDebtsDue(here.wiring, here.tenant);
    const plain = here.bend;
    const archived = () => Promise.reject(new Fault("precondition", "The object is archived."));
    here.bend = (store) => ({ ...plain(store), get: archived });
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ lost: 0, later: 1 });
    here.bend = plain;
    const { items } = await listDebts(here.tenant.owner, { state: "open" });
    expect(items[0]).toMatchObject({ problem: "store_unavailable", detail: expect.stringContaining("archived") });

    await makeDebtsDue(here.wiring, here.tenant);
    const dying = { ...here.tenant.system, machineWrite: failingAfter(here.tenant.system.machineWrite, 1) };
    await expect(payDebts(dying, {})).rejects.toMatchObject({ cause: new Error("killed") });
    const { paid, waitMs } = await payDebts(here.tenant.system, {});
    expect(paid).toBe(0);
    // Due by itself, but held by the dead payer for minutes yet.
    expect(waitMs).toBeGreaterThan(60_000);
    await endDebtLeases(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1, waitMs: null });
  });

  test("who pays the debt of a large asset holds it for as long as its bytes may take", async () => {
    tsa.always({ kind: "status", status: 500 });
    const { runId } = await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    const { tenantId } = here.tenant;
    const { object, stored, receipt } = await receiptOf(runId);
    const large = { object: { ...object, size_bytes: "2000000000" }, stored: { ...stored, size_bytes: "2000000000" } };
    expect(payPatienceMs({ ...large, stored, mode: "remote" })).toBe(120_000 + 2_000_000);
    expect(payPatienceMs({ ...large, mode: "embed" })).toBe(120_000 + 5 * 2_000_000);
    const token = newId("lease");
    const untilMs = await here.wiring.database.within(tenantId, async (tx) => {
      const now = new Date(Date.now() + 3_600_000);
      await claimDebts(tx, { tenantId, now, limit: 8, token, leaseMs: 1000 });
      await extendLeases(tx, tenantId, token, 2_000_000);
      return (await findDebt(tx, tenantId, receipt))?.leaseUntil?.getTime();
    });
    expect(untilMs).toBeGreaterThan(Date.now() + 1_900_000);
  });

  test("a run's own counters say how its stamps stand, whatever the debts' table would take to count", async () => {
    tsa.always({ kind: "status", status: 500 });
    const { runId } = await stampedRun({ "a.jpg": 1, "b.jpg": 2 });
    tsa.always(null);
    const stamps = async () => (await getRun(here.tenant.owner, { runId })).stamps;
    expect(await stamps()).toEqual({ asked: true, owed: 2, paid: 0, lost: 0 });
    const held = here.bucket.get("a.jpg");
    if (held) here.bucket.set("a.jpg", { ...held, head: { ...held.head, etag: "another" } });
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1, lost: 1 });
    expect(await stamps()).toEqual({ asked: true, owed: 0, paid: 1, lost: 1 });
    // The rows themselves are not looked at.
    await here.wiring.database.within(
      here.tenant.tenantId,
      (tx) => tx.$executeRaw`update stamp_debt set state = 'open'`,
    );
    expect(await stamps()).toEqual({ asked: true, owed: 0, paid: 1, lost: 1 });
  });

  test("an authority that hangs is waited for by a few assets, and the rest owe their stamps at once", async () => {
    tsa.always({ kind: "slow", ms: 60_000 });
    await putPictures(here, manySeeds(8));
    const hanging = authorityOf(tsa, { attempts: 1, timeoutMs: 300 });
    await configureProfile(here.tenant.owner, { ...hanging, profile: "std" });
    const asked = tsa.seen.length;
    const { runId } = await launchedRun(here, { timeStamp: "std", concurrency: 1 });
    await pumpToEnd(here.wiring, here.tenant, runId);
    tsa.always(null);
    expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ signed: "8", stamps: { owed: 8 } });
    expect(tsa.seen.length).toBe(asked + 5);
    const { items } = await listDebts(here.tenant.owner, { runId, limit: 100 });
    expect(new Set(items.map(({ why }) => why))).toEqual(new Set(["timed_out"]));
  });
});
