import { Reader } from "@contentauth/c2pa-node";
import type { ByteSource } from "../../media/byte-source.ts";
import { countManifestStores } from "../../media/count-manifest-stores.ts";
import { formatOf } from "../../media/formats.ts";
import type { ManifestFinding } from "../../ports/media.ts";
import { sdkSettings } from "./sdk-settings.ts";
import { type StoreJson, summarizeStore } from "./summarize-store.ts";

const unparsable = /could not be parsed|dropped without being settled|unable to (parse|read)/i;

/**
 * The manifest store in an asset and how it validates against no anchor: at best Valid. Nothing that an asset names is
 * fetched. A store that is there and cannot be read is `Invalid`, with the SDK's own words for its only
 * code; `undecodable` is an asset whose own structure the SDK could not follow.
 */
export async function findManifest(
  path: string,
  source: ByteSource,
  mime: string,
): Promise<ManifestFinding | "undecodable"> {
  if (formatOf(mime) === undefined) return { kind: "none" };
  // Counted in the container itself: most of a bucket has none, and is not given to native code for that.
  const stores = countManifestStores(source, mime);
  if (stores === 0) return { kind: "none" };
  if (stores !== null && stores > 1) return { kind: "several" };
  try {
    const reader = await Reader.fromAsset({ path, mimeType: mime }, sdkSettings());
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
