import { Reader } from "@contentauth/c2pa-node";
import { countManifestStores } from "../../media/count-manifest-stores.ts";
import { signable } from "../../media/judge-asset.ts";
import type { ManifestFinding } from "../../ports/media.ts";
import { sdkSettings } from "./sdk-settings.ts";
import { type StoreJson, summarizeStore } from "./summarize-store.ts";

/** The SDK reads manifests in these too, which it cannot write. */
const readable = new Set([...signable, "application/pdf", "image/jxl", "audio/flac"]);
const memoryBytesMax = 16_000_000;

const unparsable = /could not be parsed|dropped without being settled|unable to (parse|read)/i;

/**
 * The manifest store in an asset and how it validates against no anchor: at best Valid. Nothing that an asset names is
 * fetched. A store that is there and cannot be read is `Invalid`, with the SDK's own words for its only
 * code; `undecodable` is an asset whose own structure the SDK could not follow.
 */
export async function findManifest(
  path: string,
  bytes: Buffer,
  mime: string,
): Promise<ManifestFinding | "undecodable"> {
  if (!readable.has(mime)) return { kind: "none" };
  // Counted in the container itself: most of a bucket has none, and is not given to native code for that.
  const stores = countManifestStores(bytes, mime);
  if (stores === 0) return { kind: "none" };
  if (stores !== null && stores > 1) return { kind: "several" };
  const asset = bytes.byteLength <= memoryBytesMax ? { buffer: bytes, mimeType: mime } : { path, mimeType: mime };
  try {
    const reader = await Reader.fromAsset(asset, sdkSettings());
    if (reader === null) return { kind: "none" };
    const { state, codes, activeManifest } = summarizeStore(reader.json() as StoreJson);
    const failures = codes.filter((code) => code.kind === "failure").map((code) => code.code);
    return {
      kind: "found",
      label: activeManifest?.label ?? "",
      state,
      codes: [...new Set(failures)],
      claimGenerator: activeManifest?.claimGenerator ?? null,
    };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (/more than one manifest store/i.test(message)) return { kind: "several" };
    if (unparsable.test(message)) return "undecodable";
    return { kind: "found", label: "", state: "Invalid", codes: [message], claimGenerator: null };
  }
}
