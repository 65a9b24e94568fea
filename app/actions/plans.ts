"use server";

import { action } from "@/lib/edge/action.ts";
import { previewMetadata } from "@/lib/metadata/preview.ts";
import { approvePlan } from "@/lib/plan/approve.ts";
import { estimatePlan } from "@/lib/plan/estimate.ts";
import { listMetadataFaults } from "@/lib/plan/list-metadata-faults.ts";
import { ensureDevelopmentIdentity } from "@/lib/signer-identity/ensure-development.ts";

const previewing = action(previewMetadata);
const estimating = action(estimatePlan);
const listingFaults = action(listMetadataFaults);
const approving = action(approvePlan);
const ensuring = action(ensureDevelopmentIdentity);

export async function previewMetadataAction(...call: Parameters<typeof previewing>) {
  return previewing(...call);
}
export async function estimatePlanAction(...call: Parameters<typeof estimating>) {
  return estimating(...call);
}
export async function listMetadataFaultsAction(...call: Parameters<typeof listingFaults>) {
  return listingFaults(...call);
}
export async function approvePlanAction(...call: Parameters<typeof approving>) {
  return approving(...call);
}
export async function ensureIdentityAction(...call: Parameters<typeof ensuring>) {
  return ensuring(...call);
}
