import type { PlanNames } from "@/components/plan/plan-names";
import { getBucket } from "@/lib/bucket/get.ts";
import { getInventory } from "@/lib/inventory/get.ts";
import type { InventoryDetail } from "@/lib/inventory/schema.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { getFieldSet } from "@/lib/metadata/get-field-set.ts";
import type { PlanView } from "@/lib/plan/schema.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { compareRunLedger } from "@/lib/run/compare-ledger.ts";
import { listRuns } from "@/lib/run/list.ts";
import type { RunLedger } from "@/lib/run/run-ledger.ts";
import type { RunView } from "@/lib/run/schema.ts";
import { listIdentities } from "@/lib/signer-identity/list.ts";

export interface PlanSurroundings {
  inventory: InventoryDetail | null;
  names: PlanNames;
  /** Whether runs can write to the bucket, as far as is known. */
  signable: boolean;
  /** The newest run of this plan among the workspace's last fifty; launching again leads to an older one all the same. */
  run: RunView | null;
  /** What was counted of that run, once it began. */
  counted: RunLedger | null;
}

/** What a plan's page names beside the plan, as far as the reader's role shows it. */
export async function loadSurroundings(ctx: TenantCtx, plan: PlanView): Promise<PlanSurroundings> {
  const { inventoryId, settings } = plan;
  const fieldSetId = settings.metadata?.fieldSetId ?? null;
  const { targetBucketId } = settings;
  const [inventory, identities, fieldSet, targetBucket, runs] = await Promise.all([
    mayAct(ctx.actor, "inventory.read") ? getInventory(ctx, { inventoryId }) : null,
    mayAct(ctx.actor, "identity.read") ? listIdentities(ctx, { limit: 100 }) : null,
    fieldSetId ? getFieldSet(ctx, { fieldSetId }) : null,
    targetBucketId && mayAct(ctx.actor, "bucket.read") ? getBucket(ctx, { bucketId: targetBucketId }) : null,
    plan.approvals.length > 0 && mayAct(ctx.actor, "run.read") ? listRuns(ctx, { limit: 50 }) : null,
  ]);
  const bucket =
    inventory && mayAct(ctx.actor, "bucket.read") ? await getBucket(ctx, { bucketId: inventory.bucketId }) : null;
  const run = runs?.items.find(({ planId }) => planId === plan.id) ?? null;
  return {
    inventory,
    signable: bucket?.capabilities.signable ?? true,
    names: {
      identity: identities?.items.find(({ id }) => id === settings.identityId) ?? null,
      fieldSet: fieldSet?.name ?? null,
      targetBucket: targetBucket?.name ?? null,
    },
    run,
    counted: run && run.startedAt !== null ? await compareRunLedger(ctx, { runId: run.id }) : null,
  };
}
