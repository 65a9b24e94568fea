import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { revalidateReceipt } from "../../lib/proof/revalidate.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import { listReceipts } from "../../lib/receipt/list.ts";
import type { AssetBody } from "../../lib/receipt/schema.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import { clearProfile } from "../../lib/stamper/clear.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { launchedRun, makeDebtsDue, pumpToEnd, putPictures } from "../support/launched-run.ts";
import { authorityOf } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("sidecars of manifests that are stamped later (skipped without openssl)", () => {
  const here = bentBucket();
  let tsa: Tsa;
  beforeAll(async () => {
    tsa = await startTsa();
  });
  afterAll(() => tsa.close());

  async function owingRun() {
    tsa.always({ kind: "status", status: 500 });
    await putPictures(here, { "a.jpg": 1 });
    await configureProfile(here.tenant.owner, { ...authorityOf(tsa, { attempts: 1 }), profile: "std" });
    const { runId } = await launchedRun(here, { timeStamp: "std", sidecar: "same-path" });
    await pumpToEnd(here.wiring, here.tenant, runId);
    tsa.always(null);
    await makeDebtsDue(here.wiring, here.tenant);
  }
  async function lastReceipt(): Promise<AssetBody> {
    const { items } = await listReceipts(here.tenant.owner, { limit: 1 });
    const { body } = await getReceipt(here.tenant.owner, { receiptId: items[0]?.id as never });
    return body as AssetBody;
  }
  const beside = () => sha256Hex(here.bucket.get("a.c2pa")?.bytes ?? "");

  test("the sidecar changes to the stamped manifest, and the receipt says so", async () => {
    await owingRun();
    const debt = await lastReceipt();
    expect(debt.sidecar).toEqual({ key: "a.c2pa", state: "written" });
    expect(beside()).toBe(debt.stored.sha256);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1 });
    const paid = await lastReceipt();
    expect(paid).toMatchObject({ kind: "stamped", sidecar: { key: "a.c2pa", state: "written" } });
    expect(beside()).toBe(paid.stored.sha256);
    expect(paid.stored.sha256).not.toBe(debt.stored.sha256);
    // Looked at again when nobody asks this authority any more, the stamp still counts.
    await clearProfile(here.tenant.owner, { profile: "std" });
    const { own } = await revalidateReceipt(here.tenant.owner, { receiptId: paid.receipt });
    expect(own).toMatchObject({ state: "Trusted", anchors: 1 });
    expect(own?.codes).toContainEqual(expect.objectContaining({ code: "timeStamp.trusted", kind: "success" }));
  });

  test("a sidecar that somebody else put there meanwhile is left alone", async () => {
    await owingRun();
    const held = here.bucket.get("a.c2pa");
    const theirs = new TextEncoder().encode("theirs");
    if (held) here.bucket.set("a.c2pa", { bytes: theirs, head: { ...held.head, etag: "theirs", sizeBytes: 6 } });
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1 });
    expect(await lastReceipt()).toMatchObject({ kind: "stamped", sidecar: { key: "a.c2pa", state: "taken" } });
    expect(beside()).toBe(sha256Hex(theirs));
  });
});
