import { chmod, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import type { BucketLocation, BucketSecret } from "../../lib/ports/store.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import { signedBody, stampedBody } from "../../lib/receipt/schema.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { claimItems } from "../../lib/run/item-rows.ts";
import { openKit } from "../../lib/run/open-kit.ts";
import { signAsset } from "../../lib/run/sign-asset.ts";
import { closeKit } from "../../lib/run/signing-kit.ts";
import { startRun } from "../../lib/run/start.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import type { Wiring } from "../../lib/wire.ts";
import { findS3, makeS3Bucket } from "../conformance/s3-under-test.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { endLeases, itemsByKey, makeDebtsDue, pumpToEnd } from "../support/launched-run.ts";
import { folderOf, jpegs, picture, removeFolders } from "../support/picture-folder.ts";
import { authorityOf } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

const s3 = await findS3();

describe.skipIf(!hasOpenssl)("stamps in copies, in stores that are real (skipped without openssl)", () => {
  let db: TestDatabase;
  let wiring: Wiring;
  let tenant: TestTenant;
  let tsa: Tsa;
  beforeAll(async () => {
    db = await testDatabase();
    wiring = testWiring(db);
    tsa = await startTsa();
  });
  beforeEach(async () => {
    tsa.always(null);
    tenant = await makeTenant(wiring);
    await configureProfile(tenant.owner, { ...authorityOf(tsa, { attempts: 1 }), profile: "std" });
  });
  afterAll(async () => {
    await tsa.close();
    await wiring.close();
    await db.close();
    await removeFolders();
  });

  async function launched(bucket: { location: BucketLocation; secret: BucketSecret }, mode: PlanSettingsInput["mode"]) {
    const plan = await approvedPlan(tenant, bucket, { mode, timeStamp: "std" });
    const { runId } = await startRun(tenant.owner, plan);
    await fillRun(tenant.system, { runId });
    return runId;
  }

  /** Signs while the authority is down, and pays when it is well again: the debt's receipt and the one that superseded it. */
  async function owedAndPaid(runId: Awaited<ReturnType<typeof launched>>, key: string) {
    tsa.always({ kind: "status", status: 500 });
    await pumpToEnd(wiring, tenant, runId);
    tsa.always(null);
    await makeDebtsDue(wiring, tenant);
    expect(await payDebts(tenant.system, {})).toMatchObject({ lost: 0, later: 0 });
    const { receiptId } = (await itemsByKey(tenant, runId))[key] ?? {};
    if (!receiptId) throw new Error(`${key} was not signed`);
    const debt = await getReceipt(tenant.owner, { receiptId });
    if (!debt.supersededBy) throw new Error("nothing was paid");
    const paid = await getReceipt(tenant.owner, { receiptId: debt.supersededBy });
    return { debt: signedBody.parse(debt.body), paid: stampedBody.parse(paid.body) };
  }

  test("a file that was replaced keeps its permissions when it is stamped, and nothing is left beside it", async () => {
    const root = await folderOf(await jpegs(2));
    await chmod(join(root, "00000.jpg"), 0o640);
    const runId = await launched({ location: { kind: "fs", root }, secret: null }, "embed-in-place");
    const { debt, paid } = await owedAndPaid(runId, "00000.jpg");
    const bytes = await readFile(join(root, "00000.jpg"));
    expect(sha256Hex(bytes)).toBe(paid.stored.sha256);
    expect(paid.stored.sha256).not.toBe(debt.stored.sha256);
    expect((await stat(join(root, "00000.jpg"))).mode & 0o777).toBe(0o640);
    const visible = (await readdir(root)).filter((name) => !name.startsWith("."));
    expect(visible.sort()).toEqual(["00000.jpg", "00001.jpg"]);
    expect(await readdir(join(root, ".c2c-tmp"))).toEqual([]);
  });

  test("what a dead worker had replaced and stamped counts with its stamp, and is not stamped again", async () => {
    const root = await folderOf(await jpegs(1));
    const runId = await launched({ location: { kind: "fs", root }, secret: null }, "embed-in-place");
    const { system, tenantId } = tenant;
    const kit = await openKit(system, runId);
    if (!kit) throw new Error("the run is not running");
    const claim = { tenantId, runId, slice: 0, limit: 1, token: "lse_dead", leaseMs: 60_000, fieldSetId: null };
    const [item] = await system.machineWrite((tx) => claimItems(tx, claim));
    if (!item) throw new Error("nothing to claim");
    const dead = await signAsset(kit, item);
    await closeKit(kit);
    expect(dead).toMatchObject({ kind: "signed", facts: { adopted: false, timeStamp: { kind: "stamped" } } });
    const asked = tsa.seen.length;
    await endLeases(wiring, tenant, runId);
    await pumpToEnd(wiring, tenant, runId);
    const { receiptId } = (await itemsByKey(tenant, runId))["00000.jpg"] ?? {};
    const { body } = await getReceipt(tenant.owner, { receiptId: receiptId as NonNullable<typeof receiptId> });
    const tokenSha256 =
      dead.kind === "signed" && dead.facts.timeStamp.kind === "stamped" && dead.facts.timeStamp.tokenSha256;
    expect(body).toMatchObject({ adopted: true, time_stamp: { kind: "stamped", token_sha256: tokenSha256 } });
    expect(tsa.seen.length).toBe(asked);
  });

  const bucketName = "missing" in s3 ? `S3 (${s3.missing})` : "S3";
  describe.skipIf("missing" in s3)(`a bucket in ${bucketName}`, () => {
    if ("missing" in s3) return;
    const { endpoint, accessKeyId, secretAccessKey } = s3;
    let made: Awaited<ReturnType<typeof makeS3Bucket>>;
    beforeAll(async () => {
      made = await makeS3Bucket(s3);
    });
    afterAll(() => made?.remove());

    test.each(["embed", "embed-in-place"] as const)("%s: stamped on its ETag, with its metadata", async (mode) => {
      const Bucket = made.bucket;
      const headers = { ContentType: "image/jpeg", CacheControl: "max-age=60", Metadata: { credit: "Somebody" } };
      await made.client.send(new PutObjectCommand({ Bucket, Key: "a.jpg", Body: await picture(1), ...headers }));
      const location = { kind: "s3", bucket: Bucket, region: "us-east-1", endpoint, pathStyle: true } as const;
      const runId = await launched({ location, secret: { accessKeyId, secretAccessKey } }, mode);
      const { debt, paid } = await owedAndPaid(runId, "a.jpg");
      const got = await made.client.send(new GetObjectCommand({ Bucket, Key: paid.stored.key }));
      const bytes = await got.Body?.transformToByteArray();
      expect(sha256Hex(bytes ?? "")).toBe(paid.stored.sha256);
      expect(paid.stored.sha256).not.toBe(debt.stored.sha256);
      expect(got.ContentType).toBe("image/jpeg");
      if (mode === "embed-in-place")
        expect(got).toMatchObject({ CacheControl: "max-age=60", Metadata: { credit: "Somebody" } });
    });
  });
});
