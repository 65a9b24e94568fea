import { Reader } from "@contentauth/c2pa-node";
import { countManifestStores } from "../../media/count-manifest-stores.ts";
import type { ChildOrder } from "./child-protocol.ts";
import { openBytes } from "./open-bytes.ts";
import { sdkSettings } from "./sdk-settings.ts";
import type { StoreJson } from "./summarize-store.ts";

export type ChosenIntent = { kind: "edit" } | { kind: "update" } | { kind: "unbindable"; why: string };

const matching = /^assertion\.(dataHash|bmffHash|boxesHash)\.match$/;

/**
 * `edit`, except for an asset that carries a manifest where an update was ordered, and for every sidecar to one: the SDK would bind that to the asset without its
 * manifest, which is not the file that stays. There it is an Update Manifest, whose hard binding is its parent's, and
 * so only where the parent's own binding holds: over a broken one it would read Trusted and bind nothing. `bare` is
 * whether it was seen already that the asset carries none.
 */
export async function chooseIntent(
  { mode, update }: Pick<ChildOrder, "mode" | "update">,
  source: { path: string; mimeType: string },
  bare: boolean,
): Promise<ChosenIntent> {
  if ((mode === "embed" && !update) || bare || storesIn(source) === 0) return { kind: "edit" };
  const reader = await Reader.fromAsset(source, sdkSettings());
  if (reader === null) return { kind: "edit" };
  const { validation_results: results } = reader.json() as StoreJson;
  if ((results?.activeManifest?.success ?? []).some(({ code }) => matching.test(code))) return { kind: "update" };
  return {
    kind: "unbindable",
    why: "The manifest that it carries does not match its bytes, so that nothing can be bound to it.",
  };
}

function storesIn({ path, mimeType }: { path: string; mimeType: string }): number | null {
  const bytes = openBytes(path);
  try {
    return countManifestStores(bytes, mimeType);
  } finally {
    bytes.close();
  }
}
