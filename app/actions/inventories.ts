"use server";

import { action } from "@/lib/edge/action.ts";
import { cancelInventory } from "@/lib/inventory/cancel.ts";
import { requestInventory } from "@/lib/inventory/request.ts";

const requesting = action(requestInventory);
const cancelling = action(cancelInventory);

export async function requestInventoryAction(...call: Parameters<typeof requesting>) {
  return requesting(...call);
}
export async function cancelInventoryAction(...call: Parameters<typeof cancelling>) {
  return cancelling(...call);
}
