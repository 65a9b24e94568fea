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

/** What a run in this mode does, said of the whole. */
export const runSentence: Record<PlanSettings["mode"], string> = {
  remote: "Manifests beside the assets; not one byte of an asset changes.",
  embed: "Signed copies under the target prefix; the originals stay.",
  "embed-in-place": "The objects themselves are replaced, each only as the inventory saw it.",
};
