"use server";

import { action } from "@/lib/edge/action.ts";
import { cancelInventory } from "@/lib/inventory/cancel.ts";
import { removeInventory } from "@/lib/inventory/remove.ts";
import { requestInventory } from "@/lib/inventory/request.ts";
import { requestReport } from "@/lib/inventory/request-report.ts";
import { countDuplicates } from "@/lib/receipt/count-duplicates.ts";

const requesting = action(requestInventory);
const requestingReport = action(requestReport);
const cancelling = action(cancelInventory);
const removing = action(removeInventory);
const counting = action(countDuplicates);

export async function requestInventoryAction(...call: Parameters<typeof requesting>) {
  return requesting(...call);
}
export async function requestReportAction(...call: Parameters<typeof requestingReport>) {
  return requestingReport(...call);
}
export async function cancelInventoryAction(...call: Parameters<typeof cancelling>) {
  return cancelling(...call);
}
export async function removeInventoryAction(...call: Parameters<typeof removing>) {
  return removing(...call);
}
export async function countDuplicatesAction(...call: Parameters<typeof counting>) {
  return counting(...call);
}
