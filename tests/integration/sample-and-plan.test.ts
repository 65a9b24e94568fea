import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectBucket } from "../../lib/bucket/connect.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { importInventory } from "../../lib/inventory/import.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { type Id, newId } from "../../lib/kernel/ids.ts";
import { approvePlan } from "../../lib/plan/approve.ts";
import { checkApproval } from "../../lib/plan/check-approval.ts";
import { estimatePlan } from "../../lib/plan/estimate.ts";
import { getPlan } from "../../lib/plan/get.ts";
import { listPlans } from "../../lib/plan/list.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import type { JobEvent } from "../../lib/ports/jobs.ts";
import { cancelSample } from "../../lib/sample/cancel.ts";
import { drawSample } from "../../lib/sample/draw.ts";
import { drawKeys } from "../../lib/sample/draw-sample.ts";
import { getSample } from "../../lib/sample/get.ts";
import { listSamples } from "../../lib/sample/list.ts";
import { listSampleObjects } from "../../lib/sample/list-objects.ts";
import { requestSample } from "../../lib/sample/request.ts";
import { getThumbnail } from "../../lib/sample/thumbnail.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { usageSummary } from "../../lib/usage/summary.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let root: string;
let image: Buffer;
let sent: JobEvent[] = [];

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db, { ports: { jobs: { send: async (events) => void sent.push(...events) } } });
  image = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#3366aa" } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await wiring?.close();
  await db?.close();
});
beforeEach(async () => {
  tenant = await makeTenant(wiring);
  root = await mkdtemp(join(tmpdir(), "c2c-sample-"));
  sent = [];
  return () => rm(root, { recursive: true });
});

async function write(key: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, key)), { recursive: true });
  await writeFile(join(root, key), bytes);
}

async function inventoryOf(files: Record<string, Uint8Array>): Promise<Id<"inventory">> {
  for (const [key, bytes] of Object.entries(files)) await write(key, bytes);
  const { id: bucketId } = await connectBucket(tenant.owner, { name: "A folder", location: { kind: "fs", root } });
  const { id: inventoryId } = await requestInventory(tenant.owner, { bucketId });
  while (!(await collectInventory(tenant.system, { inventoryId, budgetMs: 30_000 })).done);
  return inventoryId;
}

async function drawn(inventoryId: Id<"inventory">, wanted = 20): Promise<Id<"sample">> {
  const { id: sampleId } = await requestSample(tenant.owner, { inventoryId, wanted });
  while (!(await drawSample(tenant.system, { sampleId, budgetMs: 30_000 })).done);
  return sampleId;
}

const awkward = () => ({
  "a/good.jpg": image,
  "a/copy of good.jpg": image,
  "b/cut.jpg": image.subarray(0, image.length >> 1),
  "b/empty.png": new Uint8Array(),
  "b/really a jpeg.png": image,
  "c/notes.txt": new TextEncoder().encode("nothing to see"),
});

describe("a sample", () => {
  test("is read to its end, and every object is judged as a run would judge it", async () => {
    const inventoryId = await inventoryOf(awkward());
    const sampleId = await drawn(inventoryId);
    expect(sent.some((event) => event.name === "sample/requested" && event.data.sampleId === sampleId)).toBe(true);
    const { items } = await listSampleObjects(tenant.owner, { sampleId });
    expect(Object.fromEntries(items.map(({ key, problem }) => [key, problem]))).toEqual({
      "a/good.jpg": null,
      "a/copy of good.jpg": null,
      "b/cut.jpg": "truncated",
      "b/empty.png": "empty_object",
      "b/really a jpeg.png": "type_mismatch",
      "c/notes.txt": "unsupported_format",
    });
    const good = items.find(({ key }) => key === "a/good.jpg");
    expect(good).toMatchObject({ foundMime: "image/jpeg", widthPx: 64, heightPx: 48, manifest: "none" });
    expect(good?.contentSha256).toBe(sha256Hex(image));
    expect(good?.hasThumbnail).toBe(true);
    const { base64 } = await getThumbnail(tenant.owner, { sampleId, key: "a/good.jpg" });
    expect(Buffer.from(base64, "base64").subarray(8, 12).toString()).toBe("WEBP");

    const sample = await getSample(tenant.owner, { sampleId });
    expect(sample).toMatchObject({ state: "ready", drawn: 6, read: 6 });
    expect(sample.strata.reduce((sum, { population }) => sum + population, 0)).toBe(6);
    for (const { planned, drawn } of sample.strata) expect(drawn).toBe(planned);
    // All but the empty one are read, once each, to the last byte.
    const bytes = Object.values(awkward()).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(sample.reads).toMatchObject({ list: 0, get: 5, bytesIn: bytes });
    expect(sample.reads.mediaMs).toBeGreaterThan(0);
    const { reads } = await usageSummary(tenant.owner, {});
    expect(reads).toEqual([{ month: new Date().toISOString().slice(0, 7), subjects: 1, reads: sample.reads }]);
    expect(sample.findings.failed).toMatchObject({ drawn: 1, low: sample.findings.failed.share });
    expect((await listSamples(tenant.owner, { inventoryId })).items.map(({ id }) => id)).toEqual([sampleId]);
  });

  test("tells objects that went or changed since the inventory", async () => {
    const inventoryId = await inventoryOf({ "gone.jpg": image, "other.jpg": image });
    await rm(join(root, "gone.jpg"));
    await write("other.jpg", Buffer.concat([image, image]));
    const { items } = await listSampleObjects(tenant.owner, { sampleId: await drawn(inventoryId) });
    expect(items.map(({ problem }) => problem)).toEqual(["object_gone", "object_changed"]);
  });

  test("goes on where it stopped, and stops for good when it is cancelled", async () => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.jpg`, image]));
    const inventoryId = await inventoryOf(files);
    const { id: sampleId } = await requestSample(tenant.owner, { inventoryId, wanted: 12 });
    const first = await drawSample(tenant.system, { sampleId, budgetMs: 1 });
    expect(first.done).toBe(false);
    await cancelSample(tenant.owner, { sampleId });
    expect(await drawSample(tenant.system, { sampleId })).toEqual({ done: true, read: 0 });
    expect((await getSample(tenant.owner, { sampleId })).state).toBe("cancelled");
    await expect(
      estimatePlan(tenant.owner, { inventoryId, sampleId, settings: { identityId: newId("identity") } }),
    ).rejects.toMatchObject({ code: "precondition" });

    const again = await requestSample(tenant.owner, { inventoryId, wanted: 12 });
    let turns = 0;
    while (!(await drawSample(tenant.system, { sampleId: again.id, budgetMs: 25 })).done)
      expect(++turns).toBeLessThan(500);
    expect(await getSample(tenant.owner, { sampleId: again.id })).toMatchObject({ state: "ready", read: 12 });
  });

  test("the database draws by the same rule as the pure function, and the same for the same seed", async () => {
    const { id: bucketId } = await connectBucket(tenant.owner, { name: "A folder", location: { kind: "fs", root } });
    const lines = Array.from({ length: 3000 }, (_, i) => {
      const key = `${["été", "b", "ü ñ"][i % 3]}/${i % 5 === 0 ? `x${i}.png` : `y${i}.jpg`}`;
      const last_modified = new Date(Date.UTC(2024, i % 12, 1)).toISOString();
      return JSON.stringify({
        key,
        etag: `e${i}`,
        size: 1 + ((i * 7919) % 100_000),
        last_modified,
        storage_class: "STANDARD",
      });
    });
    const inventory = await importInventory(tenant.owner, { bucketId, format: "jsonl", text: [lines.join("\n")] });
    const inventoryId = inventory.id;
    const samples = [];
    for (const seed of ["one", "one", "two"]) {
      const { id: sampleId } = await requestSample(tenant.owner, { inventoryId, wanted: 200, seed });
      await drawSample(tenant.system, { sampleId, budgetMs: 1 });
      const { strata } = await getSample(tenant.owner, { sampleId });
      const { items } = await listSampleObjects(tenant.owner, { sampleId, limit: 500 });
      samples.push({ strata, items });
    }
    const [first, second, third] = samples;
    const keysOf = (sample: typeof first) => sample?.items.map(({ key }) => key);
    expect(keysOf(second)).toEqual(keysOf(first));
    expect(keysOf(third)).not.toEqual(keysOf(first));
    expect(first?.items).toHaveLength(200);
    for (const stratum of first?.strata ?? [])
      expect(first?.items.filter((item) => item.stratum === stratum.id)).toHaveLength(stratum.planned);

    // Without strata the whole inventory is one, and the pure rule says what has to be drawn.
    const { id: sampleId } = await requestSample(tenant.owner, { inventoryId, wanted: 50, stratify: [], seed: "one" });
    await drawSample(tenant.system, { sampleId, budgetMs: 1 });
    const { items } = await listSampleObjects(tenant.owner, { sampleId, limit: 500 });
    const all = lines.map((line) => ({ key: (JSON.parse(line) as { key: string }).key, stratum: "s001" }));
    const expected = drawKeys(all, new Map([["s001", 50]]), "one").map(({ key }) => key);
    expect(new Set(items.map(({ key }) => key))).toEqual(new Set(expected));
  });
});

describe("a plan", () => {
  let settings: PlanSettingsInput;
  beforeEach(async () => {
    const { id } = await ensureDevelopmentIdentity(tenant.owner, {});
    settings = { identityId: id };
  });

  async function planned() {
    const inventoryId = await inventoryOf(awkward());
    const sampleId = await drawn(inventoryId);
    return estimatePlan(tenant.owner, { inventoryId, sampleId, settings });
  }

  test("freezes its ledger: what is shown later is what was hashed", async () => {
    const { id: planId, hash, inventoryId } = await planned();
    const plan = await getPlan(tenant.owner, { planId });
    expect(plan.hash).toBe(hash);
    expect(plan.ledger).toMatchObject({ objects_total: 6, tenant_id: tenant.tenantId });
    expect(plan.ledger.objects_unique).toBeLessThanOrEqual(6);
    const signed = plan.ledger.expected.find(({ outcome }) => outcome === "signed");
    expect(signed?.objects).toEqual({ estimate: "2", low: "2", high: "2" });
    expect(plan.items).toEqual([
      expect.objectContaining({ content_sha256: sha256Hex(image), objects: ["a/copy of good.jpg", "a/good.jpg"] }),
    ]);
    expect(plan.ledger.units).toMatchObject({ planned: { estimate: "2" }, invoiceUsd: { high: "0" } });
    expect(plan.outdated).toBeNull();
    expect((await listPlans(tenant.owner, { inventoryId })).items.map(({ id }) => id)).toEqual([planId]);
  });

  test("is approved by its hash alone, once for each person", async () => {
    const { id: planId, hash } = await planned();
    await expect(approvePlan(tenant.owner, { planId, hash: "0".repeat(64) })).rejects.toMatchObject({
      code: "precondition",
    });
    const approvals = await Promise.all([1, 2, 3].map(() => approvePlan(tenant.owner, { planId, hash })));
    expect(new Set(approvals.map(({ id }) => id)).size).toBe(1);
    await checkApproval(tenant.system, { planId, approvalId: approvals[0]?.id as Id<"approval"> });
  });

  test("an approval does not outlive a change to the plan, its ledger or its settings", async () => {
    const { id: planId, hash } = await planned();
    const { id: approvalId } = await approvePlan(tenant.owner, { planId, hash });
    const where = { tenantId_id: { tenantId: tenant.tenantId, id: planId } };
    const change = (data: object) => wiring.database.within(tenant.tenantId, (tx) => tx.plan.update({ where, data }));
    const before = await wiring.database.within(tenant.tenantId, (tx) => tx.plan.findUniqueOrThrow({ where }));
    const { settings: frozen, ledger, document } = before;

    await change({ settings: { ...(frozen as object), mode: "embed" } });
    await expect(checkApproval(tenant.system, { planId, approvalId })).rejects.toMatchObject({ code: "precondition" });
    await expect(approvePlan(tenant.owner, { planId, hash })).rejects.toMatchObject({ code: "corrupt" });

    await change({ settings: frozen as object, ledger: { ...(ledger as object), objects_total: 1 } });
    await expect(checkApproval(tenant.system, { planId, approvalId })).rejects.toMatchObject({ code: "precondition" });

    const other = Buffer.from(Buffer.from(document).toString().replace('"remote"', '"embed"'));
    await change({ ledger: ledger as object, document: other, hash: sha256Hex(other) });
    await expect(checkApproval(tenant.system, { planId, approvalId })).rejects.toMatchObject({ code: "precondition" });

    await change({ document, hash });
    await checkApproval(tenant.system, { planId, approvalId });
  });

  test("an approval of one plan launches no other", async () => {
    const one = await planned();
    const two = await estimatePlan(tenant.owner, { inventoryId: one.inventoryId, sampleId: one.sampleId, settings });
    const { id: approvalId } = await approvePlan(tenant.owner, { planId: one.id, hash: one.hash });
    await expect(checkApproval(tenant.system, { planId: two.id, approvalId })).rejects.toMatchObject({
      code: "precondition",
    });
    const stranger = await makeTenant(wiring);
    await expect(approvePlan(stranger.owner, { planId: one.id, hash: one.hash })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
