import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordManifests, recordStamped } from "../../lib/delivery/record-manifests.ts";
import { manifestOfIntent, manifestOfKey } from "../../lib/delivery/rows.ts";
import { type Id, newId } from "../../lib/kernel/ids.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import type { SignedBody } from "../../lib/receipt/schema.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { listDebts } from "../../lib/stamp-debt/list.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { launchedRun, makeDebtsDue, pumpToEnd, putPictures } from "../support/launched-run.ts";
import { authorityOf } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("assets that are signed again, stamped or owing (skipped without openssl)", () => {
  const here = bentBucket();
  let tsa: Tsa;
  beforeAll(async () => {
    tsa = await startTsa();
  });
  afterAll(() => tsa.close());

  async function stampedRun(
    seeds: Record<string, number>,
    settings: Partial<PlanSettingsInput> = { timeStamp: "std" },
  ) {
    await putPictures(here, seeds);
    await configureProfile(here.tenant.owner, { ...authorityOf(tsa, { attempts: 1 }), profile: "std" });
    const run = await launchedRun(here, settings);
    await pumpToEnd(here.wiring, here.tenant, run.runId);
    return run;
  }

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
    const bare = await stampedRun({ "a.jpg": 1 }, {});
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
});
