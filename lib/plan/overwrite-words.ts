import type { PlanSettings } from "./schema.ts";

/**
 * What the approver of a plan that replaces objects has to type, word for word; null where a plan replaces none. Made
 * from the plan, so that nobody can have it ready for another.
 */
export function overwriteWords(
  settings: Pick<PlanSettings, "mode">,
  { objects, bucketName }: { objects: number; bucketName: string },
): string | null {
  if (settings.mode !== "embed-in-place") return null;
  return `overwrite ${objects.toLocaleString("en-US")} objects in ${bucketName}`;
}

/** Spaces more or less, of whatever kind, are no other words. */
export function sameWords(typed: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize("NFC").trim().replace(/\s+/gu, " ");
  return plain(typed) === plain(wanted);
}
