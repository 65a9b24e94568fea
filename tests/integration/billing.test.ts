import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reserveTier } from "../../lib/billing/reserve.ts";
import type { BillingView, TierId } from "../../lib/billing/schema.ts";
import { showBillingMonth } from "../../lib/billing/show.ts";
import type { Role } from "../../lib/kernel/actor.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { newId } from "../../lib/kernel/ids.ts";
import { approvePlan } from "../../lib/plan/approve.ts";
import { checkApproval } from "../../lib/plan/check-approval.ts";
import { estimatePlan } from "../../lib/plan/estimate.ts";
import { getPlan } from "../../lib/plan/get.ts";
import { planDocument } from "../../lib/plan/plan-document.ts";
import type { TenantCtx } from "../../lib/ports/ctx.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { retryRun } from "../../lib/run/retry.ts";
import { startRun } from "../../lib/run/start.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import { insertUsage } from "../../lib/usage/rows.ts";
import { endOfMonth, monthAfter, monthOf } from "../../lib/usage/schema.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type ApprovedPlan, approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { manySeeds, picture, pumpToEnd } from "../support/launched-run.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let root: string;
/** Stands still but for what a test moves it, so that no month ends meanwhile. */
const startedMs = Date.now();
let now = new Date(startedMs);
const month = monthOf(now);

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db, { clock: { now: () => now }, ports: { jobs: { send: async () => {} } } });
});
afterAll(async () => {
  await wiring?.close();
  await db?.close();
});
beforeEach(async () => {
  now = new Date(startedMs);
  tenant = await makeTenant(wiring);
  root = await mkdtemp(join(tmpdir(), "c2c-billing-"));
  return () => rm(root, { recursive: true });
});

const show = (input: { month?: string } = {}) => showBillingMonth(tenant.owner, input);
const reserve = async (tier: TierId, ctx: TenantCtx = tenant.owner) =>
  reserveTier(ctx, { tier, priceList: (await show()).priceList.version });
const vexOf = ({ units }: BillingView) => units.find(({ unit }) => unit === "vex");
const about = (units: number) => ({ estimate: String(units), low: String(units), high: String(units) });

function ctxOf(role: Role): TenantCtx {
  const actor = { kind: "user", userId: tenant.userId, sessionId: "ses_test", role } as const;
  return wiring.openCtx({ actor, tenantId: tenant.tenantId });
}

/** As if so much had been signed at this moment. */
async function use(quantity: number, at = now): Promise<void> {
  const row = { run: null, item: null, unit: "vex", receipt: newId("receipt"), at: at.toISOString() } as const;
  await wiring.database.within(tenant.tenantId, (tx) => insertUsage(tx, tenant.tenantId, [{ ...row, quantity }]));
}

/** A plan over so many pictures, approved. */
async function approvedOver(pictures: number): Promise<ApprovedPlan> {
  for (const [key, seed] of Object.entries(manySeeds(pictures))) await writeFile(join(root, key), await picture(seed));
  return approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
}

/** Another plan over the same objects, which nobody approved yet. */
async function planAgain({ planId, inventoryId, sampleId }: ApprovedPlan) {
  const { settings } = await getPlan(tenant.owner, { planId });
  const plan = await estimatePlan(tenant.owner, { inventoryId, sampleId, settings });
  return getPlan(tenant.owner, { planId: plan.id });
}

describe("a workspace's reservation", () => {
  test("is the free sample where nobody chose, and its months are rated to the cent", async () => {
    await use(10_000);
    expect(await show()).toMatchObject({ month, since: null, next: null, terms: { tier: "free", monthlyUsd: "0" } });
    expect((await show()).invoice.soFarUsd).toBe("0");
    await use(501);
    await use(7, new Date(endOfMonth(month).getTime()));
    const view = await show();
    expect(vexOf(view)).toMatchObject({ used: "10501", overage: "501", overageUsd: "6.01", projected: about(10_501) });
    expect(view.invoice).toMatchObject({ reservationUsd: "0", soFarUsd: "6.01", projectedUsd: { estimate: "6.01" } });
    expect(view.choices).toEqual([]);
  });

  test("counts at once where it grows, and from the next month where it shrinks", async () => {
    await use(10_501);
    const raised = await reserve("studio");
    expect(raised).toMatchObject({ terms: { tier: "studio" }, since: { fromMonth: month }, next: null });
    expect(raised.invoice).toMatchObject({ reservationUsd: "190", soFarUsd: "190" });
    const lowered = await reserve("free");
    expect(lowered).toMatchObject({ terms: { tier: "studio" }, next: { tier: "free" } });
    expect(lowered.choices.map(({ fromMonth, terms }) => [fromMonth, terms.tier])).toEqual([
      [monthAfter(month), "free"],
      [month, "studio"],
    ]);
    expect(await reserve("studio")).toMatchObject({ terms: { tier: "studio" }, next: null });
    await reserve("free");
    // Whoever raises it again takes the lower one back, which had not begun.
    expect(await reserve("archive")).toMatchObject({ terms: { tier: "archive" }, next: null });
    await reserve("studio");

    now = endOfMonth(month);
    expect(await show()).toMatchObject({ month: monthAfter(month), terms: { tier: "studio" }, next: null });
    await reserve("library");
    expect(await show({ month })).toMatchObject({ terms: { tier: "archive" }, invoice: { soFarUsd: "990" } });
    await expect(show({ month: monthAfter(monthAfter(month)) })).rejects.toMatchObject({ code: "invalid" });
  });

  test("is chosen by owners and the billing team, by the list that they were shown, and audited", async () => {
    for (const role of ["admin", "operator", "viewer"] as const)
      await expect(reserve("studio", ctxOf(role))).rejects.toMatchObject({ code: "forbidden" });
    await expect(reserveTier(tenant.owner, { tier: "studio", priceList: "2001-01" })).rejects.toMatchObject({
      code: "precondition",
    });
    expect((await show()).choices).toEqual([]);
    await reserve("studio", ctxOf("billing"));
    expect(await reserve("studio")).toMatchObject({ choices: [{ reservedBy: `user:${tenant.userId}` }] });
    const { items } = await listAudit(tenant.owner, { action: "billing.reserve" });
    expect(items.map(({ detail }) => detail)).toMatchObject([{ tier: "studio" }, { tier: "studio" }]);
  });

  test("is numbered without a gap where several choose at once", async () => {
    const tiers = ["studio", "archive", "library"] as const;
    await Promise.all(tiers.map((tier) => reserve(tier)));
    const rows = await wiring.database.within(tenant.tenantId, (tx) =>
      tx.reservation.findMany({ where: { tenantId: tenant.tenantId }, orderBy: { seq: "asc" } }),
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
    expect((await show()).terms.tier).toBe("library");
  });
});

describe("a plan's projection", () => {
  test("is of the reservation, frozen with the ledger, and refused when the reservation is another", async () => {
    const first = await approvedOver(3);
    await use(10_000);
    const plan = await planAgain(first);
    expect(plan.ledger.units).toMatchObject({
      month,
      terms: { tier: "free" },
      soFar: "10000",
      others: { units: about(3), runs: 0, plans: 1 },
      planned: about(3),
      together: about(10_006),
      overage: about(3),
      invoiceUsd: { estimate: "0.04", low: "0.04", high: "0.04" },
      cheaper: null,
    });
    await reserve("studio");
    const outdated = await getPlan(tenant.owner, { planId: plan.id });
    expect(outdated.ledger).toEqual(plan.ledger);
    expect(outdated.outdated).toMatch(/Studio was reserved/);
    await expect(approvePlan(tenant.owner, { planId: plan.id, hash: plan.hash })).rejects.toMatchObject({
      code: "precondition",
      message: outdated.outdated,
    });
    // What was approved before stays so, and its approver's second yes is the first one.
    const { hash } = await getPlan(tenant.owner, { planId: first.planId });
    expect((await approvePlan(tenant.owner, { planId: first.planId, hash })).id).toBe(first.approvalId);
    const again = await planAgain(first);
    expect(again.ledger.units).toMatchObject({ terms: { tier: "studio" }, overage: about(0) });
    await approvePlan(tenant.owner, { planId: again.id, hash: again.hash });
  });

  test("of two plans that fit into the reserved units one at a time, one is approved and the other refused", async () => {
    const first = await approvedOver(3);
    await use(9_994);
    const plans = [await planAgain(first), await planAgain(first)];
    for (const { ledger } of plans) expect(ledger.units?.invoiceUsd.high).toBe("0");
    const approvals = await Promise.allSettled(
      plans.map(({ id: planId, hash }) => approvePlan(tenant.owner, { planId, hash })),
    );
    expect(approvals.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = approvals.find((each) => each.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "precondition", details: { what: "projection" } });
    expect(String(refused?.reason)).toContain("would add $0.04");
  });

  test("does not outlive its month", async () => {
    const plan = await planAgain(await approvedOver(1));
    now = endOfMonth(month);
    await expect(approvePlan(tenant.owner, { planId: plan.id, hash: plan.hash })).rejects.toMatchObject({
      code: "precondition",
      message: expect.stringContaining(`the invoice of ${month}`),
    });
  });

  test("is missing from a plan of before reservations: its approval launches, and nobody can approve it anew", async () => {
    const { planId } = await approvedOver(1);
    const approval = { tenantId: tenant.tenantId, id: newId("approval"), planId, approvedBy: "user:somebody" };
    const where = { tenantId_id: { tenantId: tenant.tenantId, id: planId } };
    await wiring.database.within(tenant.tenantId, async (tx) => {
      const row = await tx.plan.findUniqueOrThrow({ where });
      const { units: _, ...ledger } = row.ledger as Record<string, unknown>;
      const settings = { ...(row.settings as object), overageUsdPerVex: "0.01", reservedVexPerMonth: 5 };
      const document = planDocument({ ...row, settings, ledger });
      const hash = sha256Hex(document);
      await tx.plan.update({ where, data: { settings, ledger: ledger as object, document, hash } });
      await tx.approval.create({ data: { ...approval, planHash: hash } });
    });
    const plan = await getPlan(tenant.owner, { planId });
    expect(plan.ledger.units).toBeNull();
    expect(plan.settings).not.toHaveProperty("overageUsdPerVex");
    await expect(approvePlan(tenant.owner, { planId, hash: plan.hash })).rejects.toMatchObject({
      code: "precondition",
      message: expect.stringContaining("estimated before"),
    });
    await checkApproval(tenant.system, { planId, approvalId: approval.id });
  });
});

test("what is under way is a run's share of objects that are left, until it ends or is cancelled", async () => {
  const first = await approvedOver(4);
  expect(await show()).toMatchObject({ underWay: { units: about(4), runs: 0, plans: 1 } });
  const { runId } = await startRun(tenant.owner, { planId: first.planId, approvalId: first.approvalId });
  expect(await show()).toMatchObject({ underWay: { units: about(4), runs: 1, plans: 0 } });
  await fillRun(tenant.system, { runId });
  await writeFile(join(root, "003.jpg"), "no longer what was inventoried");
  expect(await show()).toMatchObject({ underWay: { units: about(4), runs: 1, plans: 0 } });
  await pumpToEnd(wiring, tenant, runId);
  expect(await getRun(tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "3" });
  const ended = await show();
  expect(ended.underWay).toEqual({ units: about(0), runs: 0, plans: 0 });
  expect(vexOf(ended)).toMatchObject({ used: "3", projected: about(3) });

  const [failed] = await wiring.database.within(tenant.tenantId, (tx) =>
    tx.runItem.findMany({ where: { runId, outcome: "failed" } }),
  );
  await retryRun(tenant.owner, { runId, why: failed?.why as "object_changed" });
  expect(await show()).toMatchObject({ underWay: { units: about(1), runs: 1 } });
  await fillRun(tenant.system, { runId });
  expect(await show()).toMatchObject({ underWay: { units: about(1), runs: 1 } });
  await cancelRun(tenant.owner, { runId });
  expect((await show()).underWay.runs).toBe(0);

  const plan = await planAgain(first);
  await approvePlan(tenant.owner, { planId: plan.id, hash: plan.hash });
  expect(await show()).toMatchObject({ underWay: { units: about(4), plans: 1 } });
  now = new Date(startedMs + 31 * 86_400_000);
  expect(await show()).toMatchObject({ underWay: { plans: 0 } });
});
