import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectBucket } from "../../lib/bucket/connect.ts";
import { signDemoObject } from "../../lib/demo/sign-demo-object.ts";
import { approvePlan } from "../../lib/plan/approve.ts";
import { estimatePlan } from "../../lib/plan/estimate.ts";
import { getPlan } from "../../lib/plan/get.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import { signedBody } from "../../lib/receipt/schema.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { claimItems } from "../../lib/run/item-rows.ts";
import { openKit } from "../../lib/run/open-kit.ts";
import { signAsset } from "../../lib/run/sign-asset.ts";
import { closeKit } from "../../lib/run/signing-kit.ts";
import { startRun } from "../../lib/run/start.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { endLeases, itemsByKey, pumpToEnd } from "../support/launched-run.ts";
import { folderOf, jpegs, picture, removeFolders } from "../support/picture-folder.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
});
beforeEach(async () => {
  tenant = await makeTenant(wiring);
});
afterAll(async () => {
  await wiring.close();
  await db.close();
  await removeFolders();
});

async function planned(files: Record<string, Uint8Array>, settings: Partial<PlanSettingsInput>) {
  const root = await folderOf(files);
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null }, settings);
  return { root, plan };
}

async function launched(files: Record<string, Uint8Array>, settings: Partial<PlanSettingsInput>) {
  const { root, plan } = await planned(files, settings);
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  return { root, plan, runId, read: (key: string) => readFile(join(root, key)) };
}

/** What the run says of each object, with its receipt. */
async function finish(runId: Parameters<typeof itemsByKey>[1]) {
  await pumpToEnd(wiring, tenant, runId);
  const items = await itemsByKey(tenant, runId);
  const found = await Promise.all(
    Object.values(items).map(async (item) => {
      const body = item.receiptId
        ? signedBody.parse((await getReceipt(tenant.owner, { receiptId: item.receiptId })).body)
        : null;
      return [item.key, { outcome: item.outcome, why: item.why, body }] as const;
    }),
  );
  return Object.fromEntries(found);
}

async function validate(path: string) {
  const bytes = await readFile(path);
  const { owner } = tenant;
  return owner.ports.media.validate({
    path,
    sizeBytes: bytes.byteLength,
    mime: "image/jpeg",
    manifestPath: null,
    anchorsPem: "",
  });
}

test("signed copies go to another connected bucket, and every receipt says which", async () => {
  const elsewhere = await folderOf({});
  const { id: targetBucketId } = await connectBucket(tenant.owner, {
    name: "Signed",
    location: { kind: "fs", root: elsewhere },
  });
  const { runId, root, plan } = await launched(await jpegs(2), { mode: "embed", targetBucketId });
  const items = await finish(runId);
  expect(items["00000.jpg"]).toMatchObject({
    outcome: "signed",
    body: { stored: { bucket: targetBucketId, key: "signed/00000.jpg" }, object: { bucket: plan.bucketId } },
  });
  expect((await validate(join(elsewhere, "signed/00001.jpg"))).activeManifest?.label).toBe(
    items["00001.jpg"]?.body?.manifest_label,
  );
  await expect(readFile(join(root, "signed/00000.jpg"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("a target that is the objects' own bucket, is unknown, or belongs to another mode makes no plan", async () => {
  const { plan } = await planned(await jpegs(1), {});
  const { settings } = await getPlan(tenant.owner, plan);
  const estimate = (change: Partial<PlanSettingsInput>) =>
    estimatePlan(tenant.owner, { ...plan, settings: { ...settings, ...change } });
  await expect(estimate({ mode: "embed", targetBucketId: plan.bucketId })).rejects.toThrow(/own bucket/);
  const stranger = await makeTenant(wiring);
  const { id: foreign } = await connectBucket(stranger.owner, {
    name: "Theirs",
    location: { kind: "fs", root: await folderOf({}) },
  });
  await expect(estimate({ mode: "embed", targetBucketId: foreign })).rejects.toMatchObject({ code: "not_found" });
  await expect(estimate({ mode: "remote", targetBucketId: foreign })).rejects.toMatchObject({ code: "invalid" });
  await expect(estimate({ mode: "embed", sidecar: "same-path" })).rejects.toMatchObject({ code: "invalid" });
});

test("objects that lie where a run would write are left out, and the plan says how many", async () => {
  const [first = new Uint8Array(), second = new Uint8Array()] = Object.values(await jpegs(2));
  const { plan } = await planned({ "a.jpg": first, "signed/b.jpg": second }, { mode: "embed" });
  const { settings, ledger } = await getPlan(tenant.owner, plan);
  expect(ledger.assumptions.join(" ")).toMatch(/objects 1 are left out: what lies below c2pa\/manifests\/ or signed\//);
  const elsewhere = await estimatePlan(tenant.owner, {
    ...plan,
    settings: { ...settings, targetPrefix: "with-credentials/" },
  });
  expect((await getPlan(tenant.owner, { planId: elsewhere.id })).ledger.assumptions.join(" ")).not.toMatch(
    /what lies below/,
  );
});

test("objects are replaced only where the approver typed so, in the plan's own words, which the audit keeps", async () => {
  const root = await folderOf(await jpegs(2));
  const made = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const { settings } = await getPlan(tenant.owner, made);
  const { id: planId, hash } = await estimatePlan(tenant.owner, {
    ...made,
    settings: { ...settings, mode: "embed-in-place" },
  });
  const { words } = await getPlan(tenant.owner, { planId });
  expect(words).toBe("overwrite 2 objects in A bucket for tests");
  for (const typedWords of [undefined, "", "yes", "overwrite 3 objects in A bucket for tests"])
    await expect(approvePlan(tenant.owner, { planId, hash, typedWords })).rejects.toMatchObject({
      code: "precondition",
      details: { words },
    });
  const approval = await approvePlan(tenant.owner, { planId, hash, typedWords: ` ${words}  ` });
  expect(approval.typedWords).toBe(words);
  const { items } = await listAudit(tenant.owner, { limit: 100 });
  expect(items.find(({ action }) => action === "plan.approve")?.detail).toMatchObject({ typedWords: ` ${words}  ` });
});

test("a replaced object is Trusted in its place, and its receipt tells what it was before", async () => {
  const { root, runId } = await launched(await jpegs(2), { mode: "embed-in-place" });
  const changed = await picture(99);
  await writeFile(join(root, "00001.jpg"), changed);
  const items = await finish(runId);
  expect(items["00000.jpg"]).toMatchObject({
    outcome: "signed",
    body: { mode: "embed-in-place", stored: { key: "00000.jpg" } },
  });
  expect(items["00000.jpg"]?.body?.replaced?.etag).toBe(items["00000.jpg"]?.body?.object.etag);
  const { activeManifest } = await validate(join(root, "00000.jpg"));
  expect(activeManifest).toMatchObject({
    label: items["00000.jpg"]?.body?.manifest_label,
    ingredients: [{ relationship: "parentOf" }],
  });
  // Changed since the inventory: another hand's work is not overwritten.
  expect(items["00001.jpg"]).toMatchObject({ outcome: "failed", why: "object_changed" });
  expect((await readFile(join(root, "00001.jpg"))).equals(changed)).toBe(true);
});

test("a file that only its owner could read is still so once it was replaced, and the plan says what goes over", async () => {
  const { root, plan } = await planned(await jpegs(1), { mode: "embed-in-place" });
  await chmod(join(root, "00000.jpg"), 0o600);
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  expect((await finish(runId))["00000.jpg"]?.outcome).toBe("signed");
  expect((await stat(join(root, "00000.jpg"))).mode & 0o777).toBe(0o600);
  const { ledger } = await getPlan(tenant.owner, plan);
  expect(ledger.assumptions.join(" ")).toMatch(/permissions\. Not carried over: access-control lists, tags/);
});

test("a signed copy is as closed to others as its original", async () => {
  const { root, plan } = await planned(await jpegs(2), { mode: "embed" });
  await chmod(join(root, "00000.jpg"), 0o600);
  await chmod(join(root, "00001.jpg"), 0o644);
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  await finish(runId);
  expect((await stat(join(root, "signed/00000.jpg"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(root, "signed/00001.jpg"))).mode & 0o777).toBe(0o644);
});

test("a worker that dies after it replaced an object is found out by the next, who signs nothing a second time", async () => {
  const { read, runId } = await launched(await jpegs(1), { mode: "embed-in-place" });
  const { system, tenantId } = tenant;
  const kit = await openKit(system, runId);
  if (!kit) throw new Error("the run is not running");
  const claim = { tenantId, runId, slice: 0, limit: 1, token: "lse_dead", leaseMs: 60_000, fieldSetId: null };
  const [item] = await system.machineWrite((tx) => claimItems(tx, claim));
  if (!item) throw new Error("nothing to claim");
  const lost = await signAsset(kit, item);
  await closeKit(kit);
  expect(lost).toMatchObject({ kind: "signed", facts: { adopted: false } });
  const replaced = await read("00000.jpg");
  await endLeases(wiring, tenant, runId);
  const items = await finish(runId);
  expect(items["00000.jpg"]).toMatchObject({ outcome: "signed", body: { adopted: true } });
  if (lost.kind !== "signed") throw new Error("not signed");
  const { contentSha256, intentSha256, storedSha256, manifestLabel } = lost.facts;
  expect(items["00000.jpg"]?.body).toMatchObject({
    content_sha256: contentSha256,
    intent_sha256: intentSha256,
    manifest_label: manifestLabel,
    stored: { sha256: storedSha256 },
  });
  expect((await read("00000.jpg")).equals(replaced)).toBe(true);
});

test("a cancelled run does not leave as untouched what a dead worker had replaced", async () => {
  const { runId } = await launched(await jpegs(3), { mode: "embed-in-place" });
  const { system, owner, tenantId } = tenant;
  const kit = await openKit(system, runId);
  if (!kit) throw new Error("the run is not running");
  const claim = { tenantId, runId, slice: 0, limit: 2, token: "lse_dead", leaseMs: 60_000, fieldSetId: null };
  const [replaced] = await system.machineWrite((tx) => claimItems(tx, claim));
  if (!replaced) throw new Error("nothing to claim");
  expect((await signAsset(kit, replaced)).kind).toBe("signed");
  await closeKit(kit);
  await endLeases(wiring, tenant, runId);
  await cancelRun(owner, { runId });
  const items = await itemsByKey(tenant, runId);
  expect(Object.values(items).map(({ outcome, why }) => [outcome, why])).toEqual([
    ["failed", "replacing_stopped"],
    [null, null],
    [null, null],
  ]);
  expect(await getRun(owner, { runId })).toMatchObject({ state: "cancelled", failed: "1", signed: "0" });
});

test("an asset that carries a manifest gets an Update Manifest; one whose manifest does not match it is not signed", async () => {
  const found = await signDemoObject(tenant.system, Uint8Array.from(await picture(3)));
  const broken = Uint8Array.from(found);
  broken[broken.length - 40] = (broken[broken.length - 40] ?? 0) ^ 1;
  const { root, runId } = await launched(
    { "plain.jpg": await picture(4), "signed.jpg": found, "broken.jpg": broken },
    { mode: "embed", preserveEmbed: "update" },
  );
  const items = await finish(runId);
  expect(items["plain.jpg"]).toMatchObject({ outcome: "signed", body: { parent_manifest: "none" } });
  expect(items["signed.jpg"]).toMatchObject({ outcome: "signed", body: { parent_manifest: "updated" } });
  expect(items["broken.jpg"]).toMatchObject({ outcome: "failed", why: "parent_unbound" });
  const updated = await validate(join(root, "signed/signed.jpg"));
  expect(updated.activeManifest?.label).toBe(items["signed.jpg"]?.body?.manifest_label);
  expect(updated.activeManifest?.ingredients).toMatchObject([{ relationship: "parentOf" }]);
  // An Update Manifest has no hard binding of its own: its parent's is the one that matches.
  expect(Buffer.from(await readFile(join(root, "signed/signed.jpg"))).includes("c2um")).toBe(true);
});

test("a sidecar goes beside its object; where two share a name none goes, and what lies there already stays", async () => {
  const pictures = Object.values(await jpegs(4));
  const [a, b, c, d] = pictures as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const { root, plan, runId, read } = await launched(
    { "x/a.jpg": a, "x/b.jpg": b, "x/b.jpeg": c, "c.jpg": d, "c.c2pa": "somebody's" as unknown as Uint8Array },
    { sidecar: "same-path" },
  );
  const { ledger } = await getPlan(tenant.owner, plan);
  expect(ledger.assumptions[0]).toMatch(/^2 objects share their name .*"x\/b\.jpe?g"/);
  const items = await finish(runId);
  const beside = Object.fromEntries(Object.entries(items).map(([key, { body }]) => [key, body?.sidecar]));
  expect(beside).toEqual({
    "x/a.jpg": { key: "x/a.c2pa", state: "written" },
    "x/b.jpg": { key: "x/b.c2pa", state: "shared" },
    "x/b.jpeg": { key: "x/b.c2pa", state: "shared" },
    "c.jpg": { key: "c.c2pa", state: "taken" },
  });
  expect((await read("c.c2pa")).toString()).toBe("somebody's");
  await expect(readFile(join(root, "x/b.c2pa"))).rejects.toMatchObject({ code: "ENOENT" });
  const stored = await read(items["x/a.jpg"]?.body?.stored.key ?? "");
  expect((await read("x/a.c2pa")).equals(stored)).toBe(true);
});
