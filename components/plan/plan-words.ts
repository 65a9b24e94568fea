import type { PlanSettings } from "@/lib/plan/schema.ts";

export const modeSentence: Record<PlanSettings["mode"], string> = {
  remote: "not one byte of any asset changes; each manifest store is put beside them",
  embed: "a signed copy of each asset is written; the originals stay as they are",
};

export const preserveSentence: Record<PlanSettings["preserveEmbed"], string> = {
  parent: "Kept, as the parentOf ingredient of the new manifest",
  skip: "Such assets are left alone",
};
