"use server";

import { action } from "@/lib/edge/action.ts";
import { renameTenant } from "@/lib/tenant/rename.ts";

const renaming = action(renameTenant);

export async function renameWorkspaceAction(...call: Parameters<typeof renaming>) {
  return renaming(...call);
}
