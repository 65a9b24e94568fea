import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import type { Outcome, TimeStampFacts } from "../kernel/outcome.ts";
import { manifestStoreBytesMax } from "../kernel/too-long.ts";
import { validateOwn } from "../signer-identity/validate-own.ts";
import type { Intent } from "./intend.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { type AssetInHand, patience, type SigningKit, spentOn } from "./signing-kit.ts";
import { readStamp } from "./stamp-signed.ts";

export type ReadBack = {
  kind: "read-back";
  sha256: string;
  sizeBytes: number;
  codes: string[];
  adopted: boolean;
  /** What was fetched, in a scratch file. */
  path: string;
  timeStamp: TimeStampFacts;
};

/**
 * Fetches what is stored under the intent's name from the store itself, and validates exactly those bytes: hashes, signature,
 * hard binding, and the credential, which must be the identity's own. A pump follows the chain of certificates to the anchor in
 * its first validation; afterwards the leaf alone is compared, and arithmetic that can only come out the same is not done
 * again a million times.
 */
export async function readBack(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  { order, storedKey }: Intent,
  adopted: boolean,
): Promise<ReadBack | Outcome | { kind: "missing" }> {
  const remote = order.mode === "remote";
  const storedPath = join(asset.folder, `${adopted ? "before" : "now"}-${sha256Hex(storedKey)}`);
  const signal = patience(kit, remote ? 0 : asset.sizeBytes);
  // Whatever is stored is a manifest store, which may hold the asset's own as its parent, or the asset with one.
  const bytesMax = asset.sizeBytes + manifestStoreBytesMax;
  const stored = await kit.target.download(storedKey, storedPath, { bytesMax, signal });
  if (stored.kind !== "found") return { kind: "missing" };
  const { sizeBytes } = stored.head;
  const storePath = remote || kit.stamping === null ? null : `${storedPath}.store`;
  const job = {
    path: remote ? asset.path : storedPath,
    sizeBytes: remote ? asset.sizeBytes : sizeBytes,
    mime: order.mime,
    manifestPath: remote ? storedPath : null,
    ...(storePath === null ? {} : { storeOutputPath: storePath }),
    spent: spentOn(kit),
  };
  const validation = await validateOwn(kit.media, kit.signer, job, kit.chain.followed);
  const ours = validation.activeManifest?.label === order.definition.label;
  if (adopted && !ours && kit.writing.replaces) {
    const detail = "The object was replaced by somebody else while it was being signed.";
    return { kind: "failed", why: "object_changed", detail, retriable: false };
  }
  if (adopted && !ours) {
    const detail = `${storedKey} holds something that this run did not write.`;
    return { kind: "failed", why: "stored_differs", detail, retriable: false };
  }
  if (validation.state !== "Trusted" || !ours) {
    const failures = validation.codes.filter((code) => code.kind === "failure").map((code) => code.code);
    const detail = `${validation.state}: ${failures.join(", ") || "no failure code"}`;
    return { kind: "failed", why: "readback_invalid", detail, retriable: false };
  }
  kit.chain.followed = true;
  const untouched = remote ? await confirmAsset(kit, item, asset) : null;
  if (untouched) return untouched;
  const codes = validation.codes.filter((code) => code.kind === "success").map((code) => code.code);
  return {
    kind: "read-back",
    sha256: stored.sha256,
    sizeBytes,
    codes: [...new Set(codes)].sort(),
    adopted,
    path: storedPath,
    timeStamp: await readStamp(kit, storePath ?? storedPath, order.definition.label),
  };
}

/** `remote` promises that the asset stayed as it was: its ETag is asked for once more, after the manifest was written. */
async function confirmAsset(kit: SigningKit, item: ClaimedItem, asset: AssetInHand): Promise<Outcome | null> {
  const head = await kit.store.head(item.key, { signal: patience(kit) });
  if (head?.etag === asset.etag) return null;
  const what = head ? "replaced" : "removed";
  const detail = `The object was ${what} while it was being signed.`;
  return { kind: "failed", why: head ? "object_changed" : "object_gone", detail, retriable: false };
}
