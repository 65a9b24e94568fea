import { createHash } from "node:crypto";
import { Fault } from "../kernel/fault.ts";
import type { Store } from "../ports/store.ts";
import { parseManifest, type ReportManifest } from "./report-manifest.ts";
import type { ReportPlace } from "./schema.ts";

/** Some hundred thousand files. */
const manifestBytesMax = 32_000_000;

/**
 * A report's manifest, compared with the `manifest.checksum` beside it where there is one. Throws Fault `not_found`,
 * `corrupt` where they differ, and as `parseManifest` does.
 */
export async function readManifest(
  store: Store,
  { manifestKey }: Pick<ReportPlace, "manifestKey">,
): Promise<ReportManifest> {
  const signal = AbortSignal.timeout(60_000);
  const got = await store.get(manifestKey, { bytesMax: manifestBytesMax, signal });
  if (got.kind !== "found") throw new Fault("not_found", "There is no object of the manifest's key in that bucket.");
  const checksumKey = manifestKey.replace(/[^/]*$/, "manifest.checksum");
  const beside = await store.get(checksumKey, { bytesMax: 1_000, signal });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");
  if (beside.kind === "found" && text(beside.bytes).trim().toLowerCase() !== md5(got.bytes))
    throw new Fault("corrupt", "The report's manifest is not the one that its manifest.checksum was made of.");
  return parseManifest(text(got.bytes));
}

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}
