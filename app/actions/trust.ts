"use server";

import { action } from "@/lib/edge/action.ts";
import { allowDevelopmentRoots } from "@/lib/trust/allow-development.ts";
import { loadTrustFile } from "@/lib/trust/load-file.ts";
import { loadTrustUrl } from "@/lib/trust/load-url.ts";
import { refreshTrustList } from "@/lib/trust/refresh.ts";
import { removeTrustList } from "@/lib/trust/remove.ts";

const allowing = action(allowDevelopmentRoots);
const loadingFile = action(loadTrustFile);
const loadingUrl = action(loadTrustUrl);
const refreshing = action(refreshTrustList);
const removing = action(removeTrustList);

export async function allowDevelopmentRootsAction(...call: Parameters<typeof allowing>) {
  return allowing(...call);
}
export async function loadTrustFileAction(...call: Parameters<typeof loadingFile>) {
  return loadingFile(...call);
}
export async function loadTrustUrlAction(...call: Parameters<typeof loadingUrl>) {
  return loadingUrl(...call);
}
export async function refreshTrustListAction(...call: Parameters<typeof refreshing>) {
  return refreshing(...call);
}
export async function removeTrustListAction(...call: Parameters<typeof removing>) {
  return removing(...call);
}
