import { readFileSync, writeFileSync } from "node:fs";
import { Reader } from "@contentauth/c2pa-node";
import type { Validation } from "../../ports/media.ts";
import type { ChildAnswer, ChildTask } from "./child-protocol.ts";
import { sdkSettings } from "./sdk-settings.ts";
import { type StoreJson, summarizeStore } from "./summarize-store.ts";
import { storeOf } from "./whole-store.ts";

type ValidateTask = Extract<ChildTask, { kind: "validate" }>;

/** A store that the SDK does not give reads as none. */
const nothing = new Uint8Array();

/** No manifest is an answer too: `Invalid`, with C2PA's own code for it. What the SDK cannot read is `Invalid` with its sentence. */
export async function validateWithSdk(task: ValidateTask): Promise<ChildAnswer> {
  const settings = sdkSettings(task.anchorsPem, task.pinnedLeafPem);
  const asset = { path: task.path, mimeType: task.mime };
  const manifest = task.manifestPath === null ? null : readFileSync(task.manifestPath);
  try {
    const reader =
      manifest === null
        ? await Reader.fromAsset(asset, settings)
        : await Reader.fromManifestDataAndAsset(manifest, asset, settings);
    if (reader === null) return validated(failed("claim.missing", "There is no manifest store."));
    if (task.storeOutputPath !== null) writeFileSync(task.storeOutputPath, (await storeOf(reader)) ?? nothing);
    return validated(summarizeStore(reader.json() as StoreJson));
  } catch (thrown) {
    return validated(failed("general.error", thrown instanceof Error ? thrown.message : String(thrown)));
  }
}

function validated(validation: Validation): ChildAnswer {
  return { kind: "validated", validation };
}

function failed(code: string, explanation: string): Validation {
  return { state: "Invalid", codes: [{ code, kind: "failure", url: null, explanation }], activeManifest: null };
}
