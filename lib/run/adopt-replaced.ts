import { join } from "node:path";
import type { Outcome, TimeStampFacts } from "../kernel/outcome.ts";
import { manifestStoreBytesMax } from "../kernel/too-long.ts";
import { validateOwn } from "../signer-identity/validate-own.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { patience, type SigningKit, spentOn } from "./signing-kit.ts";
import { readStamp } from "./stamp-signed.ts";

/**
 * What was meant for an object that a run replaces, written down before the put: afterwards the original is gone, and
 * nothing else would tell that what stands in its place is ours.
 */
export interface Meant {
  intentSha256: string;
  contentSha256: string;
  label: string;
  mime: string;
  parentManifest: "none" | "kept" | "updated";
}

export interface Replaced {
  kind: "replaced";
  meant: Meant;
  sha256: string;
  sizeBytes: number;
  codes: string[];
  timeStamp: TimeStampFacts;
}

/**
 * For an object that is no longer the one that the inventory saw: whether an earlier attempt of this run replaced it, which
 * its manifest's label tells. Then it counts as signed and is never signed again; else it changed by another hand.
 */
export async function adoptReplaced(
  kit: SigningKit,
  { key, sizeBytes: originalBytes, meant }: ClaimedItem,
  folder: string,
): Promise<Replaced | Outcome | null> {
  if (!kit.writing.replaces || meant === null) return null;
  const head = await kit.store.head(key, { signal: patience(kit) });
  // What was meant is the original with a manifest in it: anything much longer is nobody's work of ours.
  if (!head || head.sizeBytes > originalBytes + manifestStoreBytesMax) return null;
  const { etag: ifMatch, sizeBytes } = head;
  const path = join(folder, "replaced");
  const signal = patience(kit, sizeBytes);
  const found = await kit.store.download(key, path, { ifMatch, bytesMax: sizeBytes, signal });
  if (found.kind !== "found") return null;
  const storeOutputPath = join(folder, "replaced.store");
  const job = { path, sizeBytes, mime: meant.mime, manifestPath: null, storeOutputPath, spent: spentOn(kit) };
  const { state, activeManifest, codes } = await validateOwn(kit.media, kit.signer, job);
  if (activeManifest?.label !== meant.label) return null;
  if (state !== "Trusted")
    return { kind: "failed", why: "readback_invalid", detail: `${state}, after it was replaced.`, retriable: false };
  const successes = codes.filter((code) => code.kind === "success").map((code) => code.code);
  const timeStamp = await readStamp(kit, storeOutputPath, meant.label);
  return { kind: "replaced", meant, sha256: found.sha256, sizeBytes, codes: [...new Set(successes)].sort(), timeStamp };
}
