import { type DrawnObject, expectedWork } from "./expected-work.ts";
import type { PlanItem, PlanSettings } from "./schema.ts";
import { writingOf } from "./writing-of.ts";

/**
 * The contents among the drawn objects that a run would sign, one item each, in order of their hashes. `manifestBytes` is what
 * signing one stores besides the asset.
 */
export function planItems(objects: readonly DrawnObject[], settings: PlanSettings, manifestBytes: number): PlanItem[] {
  const items = new Map<string, PlanItem>();
  for (const object of objects) {
    if (object.contentSha256 === null || expectedWork(object, settings).kind !== "signed") continue;
    const found = items.get(object.contentSha256);
    if (found) found.objects.push(object.key);
    else items.set(object.contentSha256, itemOf(object.contentSha256, object, settings, manifestBytes));
    // Copies of one content share one manifest in mode remote; in the others each object has its own.
    if (found && writingOf(settings).form === "embed")
      found.estimated_size += addedBytes(object, settings, manifestBytes);
  }
  return [...items.values()].sort((a, b) => (a.content_sha256 < b.content_sha256 ? -1 : 1));
}

function itemOf(contentSha256: string, object: DrawnObject, settings: PlanSettings, manifestBytes: number): PlanItem {
  return {
    content_sha256: contentSha256,
    objects: [object.key],
    mode: settings.mode,
    preserve_embed: settings.preserveEmbed,
    estimated_size: addedBytes(object, settings, manifestBytes),
  };
}

function addedBytes(object: DrawnObject, settings: PlanSettings, manifestBytes: number): number {
  const { form, replaces } = writingOf(settings);
  return manifestBytes + (form === "embed" && !replaces ? Number(object.sizeBytes) : 0);
}
