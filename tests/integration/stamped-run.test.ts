import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverManifest } from "../../lib/delivery/deliver-manifest.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { parseCsv } from "../../lib/kernel/csv.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { stampToken } from "../../lib/media/stamp-store.ts";
import { getPlan } from "../../lib/plan/get.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { exportReceipts } from "../../lib/receipt/export.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import type { AssetBody, SignedBody } from "../../lib/receipt/schema.ts";
import { verifyExport } from "../../lib/receipt/verify-export.ts";
import { getRun } from "../../lib/run/get.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { reportCsv } from "../../lib/run/report-csv.ts";
import { announceDue } from "../../lib/stamp-debt/announce-due.ts";
import { listDebts } from "../../lib/stamp-debt/list.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import { payDebtsNow } from "../../lib/stamp-debt/pay-now.ts";
import { summariseDebts } from "../../lib/stamp-debt/summary.ts";
import { clearProfile } from "../../lib/stamper/clear.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { books, endDebtLeases, launchedRun, makeDebtsDue, manySeeds, putPictures } from "../support/launched-run.ts";
import { authorityOf, failingAfter, stampedRunOver } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("runs whose plan asks for time-stamps (skipped without openssl)", () => {
  const here = bentBucket();
  let tsa: Tsa;
  beforeAll(async () => {
    tsa = await startTsa();
  });
  beforeEach(() => tsa.always(null));
  afterAll(() => tsa.close());

  const configure = () => configureProfile(here.tenant.owner, { ...authorityOf(tsa, { attempts: 1 }), profile: "std" });

  const stampedRun = (seeds: Record<string, number>, more: Partial<PlanSettingsInput> = {}) =>
    stampedRunOver(here, tsa, seeds, more);

  async function receiptsOf(runId: Id<"run">): Promise<SignedBody[]> {
    const { items } = await listItems(here.tenant.owner, { runId, limit: 100 });
    const views = await Promise.all(
      items.map(({ receiptId }) => getReceipt(here.tenant.owner, { receiptId: receiptId as Id<"receipt"> })),
    );
    return views.flatMap(({ body }) => (body.kind === "signed" ? [body] : []));
  }

  /** What the completion report says of each object's stamp. */
  async function stampsInCsv(runId: Id<"run">): Promise<string[]> {
    let text = "";
    for await (const chunk of reportCsv(here.tenant.owner, runId)) text += chunk;
    const [columns, ...rows] = [...parseCsv(text, { formulas: "unguard" })].map(({ cells }) => cells);
    const at = columns?.indexOf("time_stamp") ?? -1;
    return rows.map((cells) => cells[at] ?? "no such column");
  }

  async function verifiedExport(): Promise<bigint> {
    const { lines } = await exportReceipts(here.tenant.owner, { limit: 500 });
    const verdict = await verifyExport(lines);
    expect(verdict).toMatchObject({ kind: "intact" });
    return verdict.kind === "intact" ? verdict.receipts : 0n;
  }

  const open = async () => (await listDebts(here.tenant.owner, { state: "open" })).items;

  test("every asset is stamped before it is stored, and its receipt says by whom, when, and over which token", async () => {
    const { runId, planId } = await stampedRun(manySeeds(5));
    const bodies = await receiptsOf(runId);
    expect(bodies).toHaveLength(5);
    for (const body of bodies) {
      expect(body.time_stamp).toMatchObject({ kind: "stamped", profile: "std" });
      expect(body.validation.codes).toContain("timeStamp.validated");
      const stored = here.bucket.get(body.stored.key)?.bytes ?? new Uint8Array();
      const token = stampToken(stored, body.manifest_label) ?? new Uint8Array();
      expect(body.time_stamp).toMatchObject({ token_sha256: sha256Hex(token) });
    }
    expect(await stampsInCsv(runId)).toEqual(["stamped", "stamped", "stamped", "stamped", "stamped"]);
    const run = await getRun(here.tenant.owner, { runId });
    expect(run.wire).toMatchObject({ stampRequests: 5, stamps: 5 });
    const { ledger } = await getPlan(here.tenant.owner, { planId });
    const line = ledger.lines.find(({ id }) => id === "tsa");
    expect(line).toMatchObject({ quantity: { estimate: "5" }, costUsd: { estimate: "0.1" } });
    expect(line?.price).toMatchObject({
      usd: "0.02",
      source: "A contract for tests",
      asOf: "2026-11",
      verified: false,
    });
    expect(Number(run.cost.soFarUsd)).toBeGreaterThanOrEqual(0.1);
    expect(await summariseDebts(here.tenant.owner, {})).toMatchObject({ open: "0", oldestAt: null, byProfile: [] });
    expect(await verifiedExport()).toBe(5n);
  });

  test("objects of one content share one stamp", async () => {
    const { runId } = await stampedRun({ "a.jpg": 7, "b.jpg": 7, "c.jpg": 7 });
    const bodies = await receiptsOf(runId);
    const tokens = new Set(
      bodies.map(({ time_stamp: stamp }) => stamp !== "none" && stamp.kind === "stamped" && stamp.token_sha256),
    );
    expect(tokens.size).toBe(1);
    expect([...tokens][0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test("while the authority is down everything is signed and everything is owed; later it is paid, once, and the chain holds", async () => {
    tsa.always({ kind: "status", status: 500 });
    const { runId } = await stampedRun(manySeeds(4));
    expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "4" });
    const owing = await receiptsOf(runId);
    for (const body of owing) expect(body.time_stamp).toEqual({ kind: "debt", profile: "std", why: "unavailable" });
    expect(await stampsInCsv(runId)).toEqual(["owed", "owed", "owed", "owed"]);
    expect(await summariseDebts(here.tenant.owner, {})).toMatchObject({
      open: "4",
      urgent: "0",
      byProfile: [{ profile: "std", open: "4" }],
    });
    // Nothing is due yet, and then a try in vain puts each off by itself.
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 0, later: 0 });
    expect(await payDebtsNow(here.tenant.owner, {})).toEqual({ open: 4 });
    expect(here.sent.at(-1)).toMatchObject({ name: "stamps/due", data: { tenantId: here.tenant.tenantId } });
    const vain = await payDebts(here.tenant.system, {});
    expect(vain).toMatchObject({ paid: 0, lost: 0, later: 4 });
    expect(vain.waitMs).toBeGreaterThan(60_000);
    expect((await open())[0]).toMatchObject({ tries: 1, problem: "unavailable" });

    tsa.always(null);
    await payDebtsNow(here.tenant.owner, {});
    // Two payers at one moment: each debt is one's.
    const payers = await Promise.all([payDebts(here.tenant.system, {}), payDebts(here.tenant.system, {})]);
    expect(payers.reduce((sum, { paid }) => sum + paid, 0)).toBe(4);
    expect(await summariseDebts(here.tenant.owner, {})).toMatchObject({ open: "0", paid: "4", lost: "0" });

    for (const debt of owing) {
      const { supersededBy } = await getReceipt(here.tenant.owner, { receiptId: debt.receipt });
      const later = await getReceipt(here.tenant.owner, { receiptId: supersededBy as Id<"receipt"> });
      const body = later.body as AssetBody;
      expect(body).toMatchObject({ kind: "stamped", supersedes: debt.receipt, usage: { unit: "vex", quantity: 0 } });
      expect(body).toMatchObject({ manifest_label: debt.manifest_label, intent_sha256: debt.intent_sha256 });
      expect(body.time_stamp).toMatchObject({ kind: "stamped", profile: "std" });
      expect(body.stored.key).toBe(debt.stored.key.replace(".c2pa", ".stamped.c2pa"));
      expect(body.stored.size_bytes).toBe(debt.stored.size_bytes);
      expect(sha256Hex(here.bucket.get(body.stored.key)?.bytes ?? "")).toBe(body.stored.sha256);
      // Who asks for the manifest of this intent gets the stamped one.
      const delivered = await deliverManifest(here.tenant.system, body.object.bucket, body.intent_sha256);
      expect(sha256Hex(delivered?.bytes ?? "")).toBe(body.stored.sha256);
      // What the debt's receipt says of what it stored stays true.
      expect(sha256Hex(here.bucket.get(debt.stored.key)?.bytes ?? "")).toBe(debt.stored.sha256);
    }
    expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ signed: 4, receipts: 8, usage: 4, head: 8 });
    expect(await verifiedExport()).toBe(8n);
    const run = await getRun(here.tenant.owner, { runId });
    expect(run.stamps).toEqual({ asked: true, owed: 0, paid: 4, lost: 0 });
    expect(await stampsInCsv(runId)).toEqual(["stamped_later", "stamped_later", "stamped_later", "stamped_later"]);
  });

  test("killed between the put and the receipt, paying again adopts what lies there and asks for no second stamp", async () => {
    tsa.always({ kind: "status", status: 429 });
    const { runId } = await stampedRun({ "a.jpg": 1 });
    expect((await receiptsOf(runId))[0]?.time_stamp).toMatchObject({ kind: "debt", why: "rate_limited" });
    tsa.always(null);
    // The process dies with its database connection: the put is done, the settling never comes.
    const dying = { ...here.tenant.system, machineWrite: failingAfter(here.tenant.system.machineWrite, 1) };
    await makeDebtsDue(here.wiring, here.tenant);
    await expect(payDebts(dying, {})).rejects.toMatchObject({ code: "internal", cause: new Error("killed") });
    const asked = tsa.seen.length;
    expect([...here.bucket.keys()].filter((key) => key.endsWith(".stamped.c2pa"))).toHaveLength(1);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 0, later: 0 });
    await endDebtLeases(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1 });
    expect(tsa.seen.length).toBe(asked);
    expect(await verifiedExport()).toBe(2n);
  });

  test("what lies at the stamped manifest's place and is not it is left untouched, and the debt is lost with its reason", async () => {
    tsa.always({ kind: "status", status: 500 });
    const { runId } = await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    const [body] = await receiptsOf(runId);
    const key = body?.stored.key.replace(".c2pa", ".stamped.c2pa") ?? "";
    const stranger = new TextEncoder().encode("not a manifest");
    here.bucket.set(key, {
      bytes: stranger,
      head: { etag: "x", sizeBytes: 14, lastModified: new Date(), contentType: null },
    });
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 0, lost: 1 });
    expect(here.bucket.get(key)?.bytes).toBe(stranger);
    const { items } = await listDebts(here.tenant.owner, { state: "lost" });
    expect(items[0]).toMatchObject({ problem: "stored_differs", state: "lost", paidBy: null });
    expect(items[0]?.sentence).toContain("left untouched");
  });

  test.each<[string, (body: SignedBody) => void, string]>([
    ["the manifest store was removed", (body) => here.bucket.delete(body.stored.key), "stored_gone"],
    ["the asset was replaced", (body) => void replace(body.object.key), "asset_changed"],
  ])("a debt is lost where %s", async (_, spoil, problem) => {
    tsa.always({ kind: "status", status: 500 });
    const { runId } = await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    const [body] = await receiptsOf(runId);
    if (body) spoil(body);
    const asked = tsa.seen.length;
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ lost: 1 });
    expect((await listDebts(here.tenant.owner, {})).items[0]).toMatchObject({ problem });
    expect(tsa.seen.length).toBe(asked);
  });
  const replace = (key: string) => {
    const held = here.bucket.get(key);
    if (held) here.bucket.set(key, { ...held, head: { ...held.head, etag: "another" } });
  };

  test("a debt is urgent a week before the certificate ends, and none is paid with one that has ended", async () => {
    tsa.always({ kind: "status", status: 500 });
    await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    const [debt] = await open();
    const at = (days: number) => ({
      ...here.tenant.system,
      now: () => new Date(Date.parse(debt?.notAfter ?? "") + days * 86_400_000),
    });
    expect(await summariseDebts(at(-8), {})).toMatchObject({ open: "1", urgent: "0" });
    expect(await summariseDebts(at(-6), {})).toMatchObject({ open: "1", urgent: "1" });
    const asked = tsa.seen.length;
    expect(await payDebts(at(1), {})).toMatchObject({ paid: 0, lost: 1 });
    expect(tsa.seen.length).toBe(asked);
    expect((await listDebts(here.tenant.owner, {})).items[0]).toMatchObject({ problem: "certificate_over" });
  });

  test("an authority that was forgotten leaves its debts open until one is named again", async () => {
    tsa.always({ kind: "status", status: 500 });
    await stampedRun({ "a.jpg": 1 });
    tsa.always(null);
    await clearProfile(here.tenant.owner, { profile: "std" });
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ later: 1 });
    expect((await open())[0]).toMatchObject({ problem: "not_configured" });
    await configure();
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1 });
  });

  test("an authority whose tokens are another's, or whose certificate is over, makes debts and no stamps", async () => {
    tsa.spoil({ kind: "expired" }, { kind: "wrong-nonce" }, { kind: "tampered" }, { kind: "garbage" });
    const { runId } = await stampedRun(manySeeds(4));
    const whys = (await receiptsOf(runId)).map(
      ({ time_stamp: stamp }) => stamp !== "none" && stamp.kind === "debt" && stamp.why,
    );
    expect(whys.sort()).toEqual(["bad_signature", "certificate_expired", "not_a_token", "wrong_nonce"]);
    expect(await getRun(here.tenant.owner, { runId })).toMatchObject({
      signed: "4",
      wire: { stampRequests: 4, stamps: 0 },
    });
  });

  test("the schedule tells exactly those tenants that have debts due", async () => {
    tsa.always({ kind: "status", status: 500 });
    await stampedRun({ "a.jpg": 1 });
    const global = here.wiring.openCtx({ actor: { kind: "system", what: "test" }, tenantId: null });
    const told = async () => {
      here.sent = [];
      await announceDue(global, "round");
      return here.sent.filter(({ data }) => data.tenantId === here.tenant.tenantId);
    };
    expect(await told()).toEqual([]);
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await told()).toEqual([
      expect.objectContaining({ name: "stamps/due", id: `stamps:${here.tenant.tenantId}:round:0` }),
    ]);
  });

  test("a plan cannot choose a profile without an authority", async () => {
    await putPictures(here, { "a.jpg": 1 });
    await expect(launchedRun(here, { timeStamp: "cheap" })).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ path: "settings.timeStamp" }] },
    });
  });
});
