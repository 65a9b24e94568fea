"use server";

import { action } from "@/lib/edge/action.ts";
import { revalidateReceipt } from "@/lib/proof/revalidate.ts";

const revalidating = action(revalidateReceipt);

export async function revalidateReceiptAction(...call: Parameters<typeof revalidating>) {
  return revalidating(...call);
}
