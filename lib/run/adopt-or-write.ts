import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import type { Outcome } from "../kernel/outcome.ts";
import type { ManifestDefinition } from "../ports/media.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { type AssetInHand, type SigningKit, spentOn } from "./signing-kit.ts";

export interface Intent {
  intentSha256: string;
  definition: ManifestDefinition;
  path: string;
  sizeBytes: number;
  mime: string;
  /** Where the manifest store (`remote`) or the signed copy (`embed`) belongs. */
  storedKey: string;
}

export type ReadBack = {
  kind: "read-back";
  storedSha256: string;
  storedSizeBytes: number;
  codes: string[];
  adopted: boolean;
};

/**
 * Sees to it that exactly one manifest of this intent is stored, and that it reads back Trusted. A second attempt looks
 * before it signs; a first one signs and puts if absent, and adopts the winner's where it lost the race. What is stored
 * and is not ours is never touched: `stored_differs`.
 */
export async function adoptOrWrite(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  intent: Intent,
): Promise<ReadBack | Outcome> {
  if (item.attempts > 1) {
    const earlier = await readBack(kit, item, asset, intent, true);
    if (earlier.kind !== "missing") return earlier;
  }
  const outputPath = join(asset.folder, "signed");
  const { signer, settings } = kit;
  await kit.media.sign({ ...intent, mode: settings.mode, signer, outputPath, spent: spentOn(kit) });
  const output = await kit.scratch.read(outputPath);
  const contentType = kit.settings.mode === "remote" ? "application/c2pa" : intent.mime;
  const put = await kit.store.put(intent.storedKey, output, {
    contentType,
    when: { kind: "if-absent" },
    signal: AbortSignal.timeout(kit.settings.timeoutMs),
  });
  if (put.kind === "written") kit.wire.bytesStored += output.byteLength;
  const stored = await readBack(kit, item, asset, intent, put.kind === "condition-failed");
  if (stored.kind !== "missing") return stored;
  return {
    kind: "failed",
    why: "readback_missing",
    detail: `${intent.storedKey} is not there after it was written.`,
    retriable: true,
  };
}

/** Fetches what is stored under the intent's name from the store itself, and validates exactly those bytes. */
async function readBack(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  intent: Intent,
  adopted: boolean,
): Promise<ReadBack | Outcome | { kind: "missing" }> {
  const stored = await kit.store.get(intent.storedKey, { signal: AbortSignal.timeout(kit.settings.timeoutMs) });
  if (stored.kind !== "found") return { kind: "missing" };
  const storedPath = join(asset.folder, "stored");
  await kit.scratch.write(storedPath, stored.bytes);
  const remote = kit.settings.mode === "remote";
  const validation = await kit.media.validate({
    path: remote ? intent.path : storedPath,
    sizeBytes: remote ? intent.sizeBytes : stored.bytes.byteLength,
    mime: intent.mime,
    manifestPath: remote ? storedPath : null,
    anchorsPem: kit.signer.anchorPem,
    spent: spentOn(kit),
  });
  const ours = validation.activeManifest?.label === intent.definition.label;
  if (adopted && !ours)
    return {
      kind: "failed",
      why: "stored_differs",
      detail: `${intent.storedKey} holds something that this run did not write.`,
      retriable: false,
    };
  if (validation.state !== "Trusted" || !ours) {
    const failures = validation.codes.filter((code) => code.kind === "failure").map((code) => code.code);
    return {
      kind: "failed",
      why: "readback_invalid",
      detail: `${validation.state}: ${failures.join(", ") || "no failure code"}`,
      retriable: false,
    };
  }
  const untouched = await confirmAsset(kit, item, asset);
  if (untouched) return untouched;
  return {
    kind: "read-back",
    storedSha256: sha256Hex(stored.bytes),
    storedSizeBytes: stored.bytes.byteLength,
    codes: [...new Set(validation.codes.filter((code) => code.kind === "success").map((code) => code.code))].sort(),
    adopted,
  };
}

/** `remote` promises that the asset stayed as it was: its ETag is asked for once more, after the manifest was written. */
async function confirmAsset(kit: SigningKit, item: ClaimedItem, asset: AssetInHand): Promise<Outcome | null> {
  if (kit.settings.mode !== "remote") return null;
  const head = await kit.store.head(item.key, { signal: AbortSignal.timeout(kit.settings.timeoutMs) });
  if (head?.etag === asset.etag) return null;
  return head
    ? {
        kind: "failed",
        why: "object_changed",
        detail: "The object was replaced while it was being signed.",
        retriable: false,
      }
    : {
        kind: "failed",
        why: "object_gone",
        detail: "The object was removed while it was being signed.",
        retriable: false,
      };
}
