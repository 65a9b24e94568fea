"use server";

import { action } from "@/lib/edge/action.ts";
import { createKey } from "@/lib/tenant/create-key.ts";
import { revokeKey } from "@/lib/tenant/revoke-key.ts";

const creating = action(createKey);
const revoking = action(revokeKey);

export async function createKeyAction(...call: Parameters<typeof creating>) {
  return creating(...call);
}
export async function revokeKeyAction(...call: Parameters<typeof revoking>) {
  return revoking(...call);
}
