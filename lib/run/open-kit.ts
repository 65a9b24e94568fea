import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { checkApproval } from "../plan/check-approval.ts";
import { planSettings } from "../plan/schema.ts";
import { writingOf } from "../plan/writing-of.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Signer } from "../ports/signer.ts";
import type { OnWire } from "../ports/store.ts";
import { openSigner } from "../signer-identity/open-signer.ts";
import { noteMeant } from "./item-rows.ts";
import { findRun } from "./rows.ts";
import { noWire, type WireCounts } from "./schema.ts";
import type { SigningKit } from "./signing-kit.ts";
import { openStamping } from "./stamping.ts";

/**
 * Opens what a pump works with, or null where the run is not running, or runs under another epoch than asked for: the approved plan's settings, the bucket's store, the identity's signer. The approval is
 * checked against the plan's stored bytes every time: nothing is signed on a plan that somebody changed.
 */
export async function openKit(
  ctx: TenantCtx,
  runId: Id<"run">,
  { epoch, budgetMs = 10_000 }: { epoch?: number | undefined; budgetMs?: number } = {},
): Promise<SigningKit | null> {
  const run = await ctx.read((tx) => findRun(tx, ctx.tenantId, runId));
  if (!run) throw new Fault("not_found", "There is no such run in this workspace.");
  if (run.state !== "running" || (epoch !== undefined && epoch !== run.epoch)) return null;
  const planId = run.planId as Id<"plan">;
  const approvalId = run.approvalId as Id<"approval">;
  await checkApproval(ctx, { planId, approvalId });
  const settings = planSettings.parse(run.plan.settings);
  const bucketId = run.plan.inventory.bucketId as Id<"bucket">;
  const wire: WireCounts = { ...noWire };
  const signer = await openSigner(ctx, settings.identityId);
  // A key that was disabled, or credentials that were taken back, pause the run here and do not fail its assets one by one.
  await signer.check();
  const counted: Signer = {
    ...signer,
    sign(toBeSigned) {
      // Before the call: one that fails may have been charged for.
      if (signer.kind === "kms") wire.kmsSignatures += 1;
      return signer.sign(toBeSigned);
    },
  };
  const count: OnWire = ({ kind, bytesIn, bytesOut }) => {
    wire[kind] += 1;
    wire.bytesIn += bytesIn;
    wire.bytesOut += bytesOut;
  };
  const writing = writingOf(settings);
  const store = await openBucketStore(ctx, bucketId, count);
  const target = writing.bucketId === null ? store : await openBucketStore(ctx, writing.bucketId, count);
  const { media, scratch } = ctx.ports;
  return {
    tenantId: ctx.tenantId,
    runId,
    planId,
    planHash: run.plan.hash,
    approvalId,
    bucketId,
    settings,
    atOnce: {
      concurrency: Math.min(settings.concurrency, run.concurrency ?? settings.concurrency),
      maxInflight: Math.min(settings.maxInflight, run.maxInflight ?? settings.maxInflight),
    },
    writing,
    store,
    target,
    note: (seq, meant) => ctx.machineWrite((tx) => noteMeant(tx, ctx.tenantId, runId, seq, meant)),
    signer: counted,
    chain: { followed: false },
    media,
    scratch,
    wire,
    unsure: [],
    turns: 0,
    stamping: await openStamping(ctx, settings, wire, budgetMs),
  };
}
