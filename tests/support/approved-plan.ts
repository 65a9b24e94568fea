import { connectBucket } from "../../lib/bucket/connect.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { approvePlan } from "../../lib/plan/approve.ts";
import { estimatePlan } from "../../lib/plan/estimate.ts";
import { getPlan } from "../../lib/plan/get.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import type { BucketLocation, BucketSecret } from "../../lib/ports/store.ts";
import { drawSample } from "../../lib/sample/draw.ts";
import { requestSample } from "../../lib/sample/request.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import type { TestTenant } from "./wiring.ts";

export interface ApprovedPlan {
  bucketId: Id<"bucket">;
  inventoryId: Id<"inventory">;
  sampleId: Id<"sample">;
  planId: Id<"plan">;
  approvalId: Id<"approval">;
}

/** From a bucket to an approval by the verbs that people use, with the machine's part done here and now. */
export async function approvedPlan(
  { owner, system }: TestTenant,
  bucket: { location: BucketLocation; secret: BucketSecret },
  settings: Partial<PlanSettingsInput> = {},
  /** With a seed the same objects are drawn each time. */
  draw: { wanted?: number; seed?: string } = {},
): Promise<ApprovedPlan> {
  const { id: bucketId } = await connectBucket(owner, { name: "A bucket for tests", ...bucket });
  const { id: inventoryId } = await requestInventory(owner, { bucketId });
  while (!(await collectInventory(system, { inventoryId, budgetMs: 30_000 })).done);
  const { id: sampleId } = await requestSample(owner, { inventoryId, wanted: 20, ...draw });
  while (!(await drawSample(system, { sampleId, budgetMs: 30_000 })).done);
  const { id: identityId } = await ensureDevelopmentIdentity(owner, {});
  const { id: planId, hash } = await estimatePlan(owner, {
    inventoryId,
    sampleId,
    settings: { identityId, ...settings },
  });
  const { words } = await getPlan(owner, { planId });
  const { id: approvalId } = await approvePlan(owner, { planId, hash, ...(words ? { typedWords: words } : {}) });
  return { bucketId, inventoryId, sampleId, planId, approvalId };
}
