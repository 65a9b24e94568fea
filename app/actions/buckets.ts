"use server";

import { connectBucket } from "@/lib/bucket/connect.ts";
import { probeBucket } from "@/lib/bucket/probe.ts";
import { removeBucket } from "@/lib/bucket/remove.ts";
import { renameBucket } from "@/lib/bucket/rename.ts";
import { reprobeBucket } from "@/lib/bucket/reprobe.ts";
import { setDelivery } from "@/lib/bucket/set-delivery.ts";
import { action } from "@/lib/edge/action.ts";

const probing = action(probeBucket);
const connecting = action(connectBucket);
const renaming = action(renameBucket);
const reprobing = action(reprobeBucket);
const delivering = action(setDelivery);
const removing = action(removeBucket);

export async function probeBucketAction(...call: Parameters<typeof probing>) {
  return probing(...call);
}
export async function connectBucketAction(...call: Parameters<typeof connecting>) {
  return connecting(...call);
}
export async function renameBucketAction(...call: Parameters<typeof renaming>) {
  return renaming(...call);
}
export async function reprobeBucketAction(...call: Parameters<typeof reprobing>) {
  return reprobing(...call);
}
export async function setDeliveryAction(...call: Parameters<typeof delivering>) {
  return delivering(...call);
}
export async function removeBucketAction(...call: Parameters<typeof removing>) {
  return removing(...call);
}
