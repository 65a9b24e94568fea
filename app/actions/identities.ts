"use server";

import { action } from "@/lib/edge/action.ts";
import { checkIdentity } from "@/lib/signer-identity/check.ts";
import { connectKeyService } from "@/lib/signer-identity/connect-key-service.ts";
import { ensureDevelopmentIdentity } from "@/lib/signer-identity/ensure-development.ts";
import { retireIdentity } from "@/lib/signer-identity/retire.ts";
import { rotateIdentity } from "@/lib/signer-identity/rotate.ts";
import { setDefaultIdentity } from "@/lib/signer-identity/set-default.ts";
import { uploadIdentity } from "@/lib/signer-identity/upload.ts";

const ensuring = action(ensureDevelopmentIdentity);
const checking = action(checkIdentity);
const uploading = action(uploadIdentity);
const connecting = action(connectKeyService);
const defaulting = action(setDefaultIdentity);
const rotating = action(rotateIdentity);
const retiring = action(retireIdentity);

export async function ensureDevelopmentIdentityAction(...call: Parameters<typeof ensuring>) {
  return ensuring(...call);
}
export async function checkIdentityAction(...call: Parameters<typeof checking>) {
  return checking(...call);
}
export async function uploadIdentityAction(...call: Parameters<typeof uploading>) {
  return uploading(...call);
}
export async function connectKeyServiceAction(...call: Parameters<typeof connecting>) {
  return connecting(...call);
}
export async function setDefaultIdentityAction(...call: Parameters<typeof defaulting>) {
  return defaulting(...call);
}
export async function rotateIdentityAction(...call: Parameters<typeof rotating>) {
  return rotating(...call);
}
export async function retireIdentityAction(...call: Parameters<typeof retiring>) {
  return retiring(...call);
}
