"use server";

import { action } from "@/lib/edge/action.ts";
import { cancelSample } from "@/lib/sample/cancel.ts";
import { requestSample } from "@/lib/sample/request.ts";

const requesting = action(requestSample);
const cancelling = action(cancelSample);

export async function requestSampleAction(...call: Parameters<typeof requesting>) {
  return requesting(...call);
}
export async function cancelSampleAction(...call: Parameters<typeof cancelling>) {
  return cancelling(...call);
}
