"use server";

import { reserveTier } from "@/lib/billing/reserve.ts";
import { action } from "@/lib/edge/action.ts";

const reserving = action(reserveTier);

export async function reserveTierAction(...call: Parameters<typeof reserving>) {
  return reserving(...call);
}
