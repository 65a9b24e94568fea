import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sceneSvg } from "../../lib/demo/scene.ts";
import { signDemoObject } from "../../lib/demo/sign-demo-object.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { nextSlice } from "../../lib/run/next-slice.ts";
import { pump } from "../../lib/run/pump.ts";
import { reportCsv } from "../../lib/run/report-csv.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
const roots: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
});

afterAll(async () => {
  await wiring?.close();
  await db?.close();
  for (const root of roots) await rm(root, { recursive: true, force: true });
});

async function folderOf(files: Record<string, Uint8Array>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "c2c-pipeline-"));
  roots.push(root);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, name), bytes);
  return root;
}

async function finish(tenant: TestTenant, runId: Id<"run">): Promise<void> {
  await fillRun(tenant.system, { runId });
  for (;;) {
    const { slice } = await nextSlice(tenant.system, { runId });
    if (slice === null) return;
    await pump(tenant.system, { runId, slice, budgetMs: 20_000 });
  }
}

async function outcomes(tenant: TestTenant, runId: Id<"run">) {
  const { items } = await listItems(tenant.owner, { runId, limit: 100 });
  return Object.fromEntries(items.map((item) => [item.key, item]));
}

const picture = (seed: number, format: "jpeg" | "png" | "webp" = "jpeg") =>
  sharp(Buffer.from(sceneSvg(seed, 320, 220)))
    .toFormat(format)
    .toBuffer();

test("in mode remote every format is signed beside the asset, and not one byte of an asset changes", async () => {
  const tenant = await makeTenant(wiring);
  const files = {
    "a.jpg": await picture(1),
    "b.png": await picture(2, "png"),
    "c.webp": await picture(3, "webp"),
    "copy of a.jpg": await picture(1),
  };
  const root = await folderOf(files);
  const { planId, approvalId } = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const { runId } = await startRun(tenant.owner, { planId, approvalId });
  await finish(tenant, runId);
  expect(await getRun(tenant.owner, { runId })).toMatchObject({
    state: "finished",
    signed: "4",
    skipped: "0",
    failed: "0",
  });
  for (const [name, bytes] of Object.entries(files))
    expect(sha256Hex(await readFile(join(root, name)))).toBe(sha256Hex(bytes));
  // Two objects of one content have one manifest, and a receipt each.
  expect(await readdir(join(root, "c2pa/manifests"))).toHaveLength(3);
  const items = await outcomes(tenant, runId);
  expect(items["a.jpg"]?.receiptId).not.toBe(items["copy of a.jpg"]?.receiptId);
});

test("in mode embed signed copies are written, the originals stay, and a manifest that was there is kept as the parent", async () => {
  const tenant = await makeTenant(wiring);
  const signedElsewhere = await signDemoObject(tenant.system, new Uint8Array(await picture(5)));
  const root = await folderOf({ "plain.jpg": await picture(4), "signed.jpg": signedElsewhere });
  const { planId, approvalId } = await approvedPlan(
    tenant,
    { location: { kind: "fs", root }, secret: null },
    { mode: "embed" },
  );
  const { runId } = await startRun(tenant.owner, { planId, approvalId });
  await finish(tenant, runId);
  expect(await getRun(tenant.owner, { runId })).toMatchObject({ signed: "2" });
  const path = join(root, "signed", "signed.jpg");
  const { size } = await import("node:fs/promises").then(({ stat }) => stat(path));
  const report = await wiring.ports.media.validate({
    path,
    sizeBytes: size,
    mime: "image/jpeg",
    manifestPath: null,
    anchorsPem: "",
  });
  expect(report.activeManifest?.actions.map((action) => action.action)).toEqual(["c2pa.opened"]);
  expect(report.activeManifest?.ingredients).toMatchObject([
    { relationship: "parentOf", label: expect.stringContaining("urn:c2pa:") },
  ]);
});

test("whatever is wrong with an asset has its code and its sentence, and the run goes on", async () => {
  const tenant = await makeTenant(wiring);
  const whole = await picture(7);
  const root = await folderOf({
    "cut.jpg": whole.subarray(0, Math.floor(whole.length / 2)),
    "empty.jpg": new Uint8Array(),
    "good.jpg": await picture(8),
    "really-a.jpg": await picture(9, "png"),
    "replaced.jpg": await picture(10),
    "gone.jpg": await picture(11),
    "notes.txt": new TextEncoder().encode("no media"),
    "one-pixel.png": await sharp({ create: { width: 1, height: 1, channels: 3, background: "#fff" } })
      .png()
      .toBuffer(),
  });
  const { planId, approvalId } = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  await writeFile(join(root, "replaced.jpg"), await picture(12));
  await unlink(join(root, "gone.jpg"));
  const { runId } = await startRun(tenant.owner, { planId, approvalId });
  await finish(tenant, runId);
  const items = await outcomes(tenant, runId);
  const found = Object.fromEntries(Object.entries(items).map(([key, item]) => [key, item.why ?? item.outcome]));
  expect(found).toEqual({
    "cut.jpg": "truncated",
    "empty.jpg": "empty_object",
    "good.jpg": "signed",
    "really-a.jpg": "type_mismatch",
    "replaced.jpg": "object_changed",
    "gone.jpg": "object_gone",
    "notes.txt": "unsupported_format",
    "one-pixel.png": "placeholder",
  });
  for (const item of Object.values(items)) if (item.why) expect(item.sentence).toMatch(/\.$/);
  expect(await getRun(tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "1" });
  let csv = "";
  for await (const part of reportCsv(tenant.owner, runId)) csv += part;
  expect(csv.split("\r\n")).toHaveLength(10);
  expect(csv).toContain("cut.jpg");
});

test("a plan that was changed after its approval cannot be launched", async () => {
  const tenant = await makeTenant(wiring);
  const root = await folderOf({ "a.jpg": await picture(20) });
  const first = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const second = await approvedPlan(
    tenant,
    { location: { kind: "fs", root }, secret: null },
    { preserveEmbed: "skip" },
  );
  await expect(startRun(tenant.owner, { planId: second.planId, approvalId: first.approvalId })).rejects.toMatchObject({
    code: "precondition",
  });
});
