/**
 * How a run writes. `remote` changes no byte of any asset; `embed` writes signed copies elsewhere; `embed-in-place` replaces
 * the very objects, each only as the inventory saw it.
 */
export const writingModes = ["remote", "embed", "embed-in-place"] as const;
export type WritingMode = (typeof writingModes)[number];

/** What becomes of a manifest that an asset carries: the new one's parent, the ground of an Update Manifest, or left alone. */
export const parentPolicies = ["parent", "update", "skip"] as const;
export type ParentPolicy = (typeof parentPolicies)[number];

/** What the engine makes in a mode: a manifest store alone, or the asset with its manifest in it. */
export function signedForm(mode: WritingMode): "remote" | "embed" {
  return mode === "remote" ? "remote" : "embed";
}
