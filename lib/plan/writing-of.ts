import type { Id } from "../kernel/ids.ts";
import { signedForm } from "../kernel/writing-modes.ts";
import type { PutCondition } from "../ports/store.ts";
import type { PlanSettings } from "./schema.ts";

/** Where a run under certain settings writes, and on which condition: the one place that tells the modes apart. */
export interface Writing {
  /** What the engine makes: a manifest store, or the asset with its manifest in it. */
  form: "remote" | "embed";
  /** Another bucket than the inventory's; null for its own. */
  bucketId: Id<"bucket"> | null;
  /** Where what was signed goes, in that bucket. */
  storedKey(key: string, intentSha256: string): string;
  when(inventoriedEtag: string): PutCondition;
  /** Whether what is written takes the place of the object itself. */
  replaces: boolean;
  /** What lies below these in the inventory's own bucket is never an object of the run. */
  outputPrefixes: string[];
  /** Where readers look for a manifest beside this object; null where none is put there. */
  sidecarKey(key: string): string | null;
}

type Wanted = Pick<PlanSettings, "mode" | "manifestPrefix" | "targetPrefix" | "targetBucketId" | "sidecar">;

export function writingOf({ mode, manifestPrefix, targetPrefix, targetBucketId, sidecar }: Wanted): Writing {
  const form = signedForm(mode);
  const ifAbsent = (): PutCondition => ({ kind: "if-absent" });
  const own = { form, bucketId: null, replaces: false, outputPrefixes: [manifestPrefix], sidecarKey: () => null };
  switch (mode) {
    case "remote":
      return {
        ...own,
        storedKey: (_, intentSha256) => `${manifestPrefix}${intentSha256}.c2pa`,
        when: ifAbsent,
        sidecarKey: sidecar === "same-path" ? (key) => `${stemOf(key)}.c2pa` : () => null,
      };
    case "embed":
      return {
        ...own,
        bucketId: targetBucketId,
        storedKey: (key) => `${targetPrefix}${key}`,
        when: ifAbsent,
        outputPrefixes: targetBucketId === null ? [manifestPrefix, targetPrefix] : [manifestPrefix],
      };
    case "embed-in-place":
      return { ...own, storedKey: (key) => key, when: (etag) => ({ kind: "if-match", etag }), replaces: true };
  }
}

/** A key without the extension of its last part. `shared_stems` in `lib/plan/stem-rows.ts` says the same in SQL. */
export function stemOf(key: string): string {
  return key.replace(/(?<=[^/])\.[^./]*$/, "");
}
