import type { PlanSettings } from "@/lib/plan/schema.ts";

export const modeSentence: Record<PlanSettings["mode"], string> = {
  remote: "not one byte of any asset changes; each manifest store is put beside them",
  embed: "a signed copy of each asset is written; the originals stay as they are",
  "embed-in-place": "each asset is replaced by its signed form, unless it changed since the inventory",
};

export const preserveSentence: Record<PlanSettings["preserveEmbed"], string> = {
  parent: "Kept, as the parentOf ingredient of the new manifest",
  update: "Kept, and an Update Manifest added; where its own binding is broken, the asset is not signed",
  skip: "Such assets are left alone",
};
