"use server";

import { action } from "@/lib/edge/action.ts";
import { ensureDevelopmentIdentity } from "@/lib/signer-identity/ensure-development.ts";

const ensuring = action(ensureDevelopmentIdentity);

export async function ensureDevelopmentIdentityAction(...call: Parameters<typeof ensuring>) {
  return ensuring(...call);
}
