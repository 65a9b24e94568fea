import type { Id } from "@/lib/kernel/ids.ts";
import type { PlanSettings, PlanSettingsInput } from "@/lib/plan/schema.ts";
import { emptyStated, type StatedDraft, statedOf } from "./stated-draft.ts";

export type PlanDefaults = Pick<
  PlanSettings,
  | "manifestPrefix"
  | "targetPrefix"
  | "sizeBytesMax"
  | "pixelsMax"
  | "retries"
  | "timeoutMs"
  | "deadlineMs"
  | "concurrency"
  | "maxInflight"
>;

/** What the form has been told so far: text as typed, empty where the default stands. */
export interface PlanDraft {
  mode: PlanSettings["mode"];
  preserveEmbed: PlanSettings["preserveEmbed"];
  /** Empty for the objects' own bucket. */
  targetBucketId: string;
  sidecar: boolean;
  stated: StatedDraft;
  manifestPrefix: string;
  targetPrefix: string;
  identityId: string;
  timeStamp: NonNullable<PlanSettingsInput["timeStamp"]>;
  sizeMb: string;
  megapixels: string;
  retries: string;
  timeoutMs: string;
  deadlineMs: string;
  concurrency: string;
  maxInflight: string;
  egressUsdPerGb: string;
  tsaUsdPerStamp: string;
  cpuUsdPerHour: string;
  storageUsdPerGbMonth: string;
}

export const emptyDraft: PlanDraft = {
  mode: "remote",
  preserveEmbed: "parent",
  targetBucketId: "",
  sidecar: false,
  stated: emptyStated,
  manifestPrefix: "",
  targetPrefix: "",
  identityId: "",
  timeStamp: "none",
  sizeMb: "",
  megapixels: "",
  retries: "",
  timeoutMs: "",
  deadlineMs: "",
  concurrency: "",
  maxInflight: "",
  egressUsdPerGb: "",
  tsaUsdPerStamp: "",
  cpuUsdPerHour: "",
  storageUsdPerGbMonth: "",
};

/** What `plan.estimate` takes of a draft: empty fields are left out, so that the schema's defaults stand. */
export function settingsOf(draft: PlanDraft): PlanSettingsInput {
  const { mode, preserveEmbed, identityId } = draft;
  return {
    mode,
    preserveEmbed,
    identityId,
    timeStamp: draft.timeStamp,
    manifestPrefix: textOf(draft.manifestPrefix),
    // The cast gives back the brand that a form's value cannot keep.
    targetBucketId: mode === "embed" && draft.targetBucketId !== "" ? (draft.targetBucketId as Id<"bucket">) : null,
    sidecar: mode === "remote" && draft.sidecar ? "same-path" : "none",
    ...statedOf(draft.stated),
    targetPrefix: mode === "embed" ? textOf(draft.targetPrefix) : undefined,
    sizeBytesMax: wholeOf(draft.sizeMb, 1_000_000),
    pixelsMax: wholeOf(draft.megapixels, 1_000_000),
    retries: wholeOf(draft.retries),
    timeoutMs: wholeOf(draft.timeoutMs),
    deadlineMs: wholeOf(draft.deadlineMs),
    concurrency: wholeOf(draft.concurrency),
    maxInflight: wholeOf(draft.maxInflight),
    egressUsdPerGb: textOf(draft.egressUsdPerGb),
    tsaUsdPerStamp: textOf(draft.tsaUsdPerStamp),
    cpuUsdPerHour: textOf(draft.cpuUsdPerHour),
    storageUsdPerGbMonth: textOf(draft.storageUsdPerGbMonth),
  };
}

function textOf(typed: string): string | undefined {
  return typed.trim() === "" ? undefined : typed.trim();
}

function wholeOf(typed: string, factor = 1): number | undefined {
  return typed.trim() === "" ? undefined : Math.round(Number(typed) * factor);
}
