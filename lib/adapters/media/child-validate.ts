import { readFileSync } from "node:fs";
import { Reader } from "@contentauth/c2pa-node";
import type { Validation } from "../../ports/media.ts";
import type { ChildJob } from "./messages.ts";
import { readValidation } from "./read-validation.ts";
import { sdkSettings } from "./sdk-settings.ts";

/** What cannot be read is Invalid, with the SDK's own words as the explanation. */
export async function validateFile(job: Extract<ChildJob, { kind: "validate" }>): Promise<Validation> {
  const settings = sdkSettings(job.anchorsPem || null);
  const asset = { path: job.path, mimeType: job.mime };
  try {
    const reader = job.manifestPath
      ? await Reader.fromManifestDataAndAsset(readFileSync(job.manifestPath), asset, settings)
      : await Reader.fromAsset(asset, settings);
    return reader ? readValidation(reader.json()) : unreadable("claim.missing", "There is no manifest in the asset.");
  } catch (thrown) {
    return unreadable("general.error", thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function unreadable(code: string, explanation: string): Validation {
  return { state: "Invalid", codes: [{ code, kind: "failure", url: null, explanation }], activeManifest: null };
}
