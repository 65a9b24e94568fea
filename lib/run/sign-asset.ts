import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { judgeAsset } from "../media/judge-asset.ts";
import type { StatedAssertion } from "../metadata/resolve-template.ts";
import type { Inspection } from "../ports/media.ts";
import { adoptOrWrite, type Intent } from "./adopt-or-write.ts";
import { intentOf } from "./intent-of.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { outcomeOfFault } from "./outcome-of-fault.ts";
import { type AssetInHand, type SigningKit, spentOn } from "./signing-kit.ts";
import { stateMetadata } from "./state-metadata.ts";

/**
 * One asset, from the bucket to a manifest that was read back and validated: the only thing that may be called signed.
 * Safe to repeat at any point: what an earlier attempt or another worker stored for the same intent is found under its
 * name, read back, and adopted. Never throws: whatever happens to one asset is its Outcome.
 */
export async function signAsset(kit: SigningKit, item: ClaimedItem): Promise<Outcome> {
  const stage = { writing: false };
  try {
    const early = judgeAsset(
      { key: item.key, sizeBytes: item.sizeBytes, listedMime: item.mime, inspection: null },
      kit.settings,
    );
    if (early.kind !== "proceed") return early;
    const tooLong = storedKeyTooLong(kit, item);
    if (tooLong) return tooLong;
    const stated = stateMetadata(kit.settings.metadata, item.fields);
    if (stated.kind !== "stated") return stated;
    const found = await kit.store.get(item.key, {
      ifMatch: item.etag,
      signal: AbortSignal.timeout(kit.settings.timeoutMs),
    });
    if (found.kind === "gone")
      return {
        kind: "failed",
        why: "object_gone",
        detail: "GET answered that there is no such object.",
        retriable: false,
      };
    if (found.kind === "changed")
      return {
        kind: "failed",
        why: "object_changed",
        detail: `The inventory saw ETag ${item.etag}; it is another now.`,
        retriable: false,
      };
    return await kit.scratch.within((folder) =>
      signBytes(kit, item, { bytes: found.bytes, folder, etag: found.head.etag }, stated.assertions, stage),
    );
  } catch (thrown) {
    return outcomeOfFault(thrown, stage.writing ? "writing" : "reading");
  }
}

async function signBytes(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  stated: StatedAssertion[],
  stage: { writing: boolean },
): Promise<Outcome> {
  const path = join(asset.folder, "asset");
  await kit.scratch.write(path, asset.bytes);
  const contentSha256 = sha256Hex(asset.bytes);
  const sizeBytes = asset.bytes.byteLength;
  const nameMime = item.mime;
  const inspection = await kit.media.inspect({ path, sizeBytes, nameMime, thumbnail: false, spent: spentOn(kit) });
  const verdict = judgeAsset({ key: item.key, sizeBytes, listedMime: item.mime, inspection }, kit.settings);
  if (verdict.kind !== "proceed") return verdict;
  const intent: Intent = {
    ...intentOf({ contentSha256, mime: verdict.mime, stated, settings: kit.settings, signerKeyId: kit.signer.keyId }),
    path,
    sizeBytes,
    mime: verdict.mime,
    storedKey: "",
  };
  intent.storedKey = storedKeyOf(kit, item, intent.intentSha256);
  stage.writing = true;
  const written = await adoptOrWrite(kit, item, asset, intent);
  if (written.kind !== "read-back") return written;
  return {
    kind: "signed",
    facts: {
      mode: kit.settings.mode,
      contentSha256,
      intentSha256: intent.intentSha256,
      storedKey: intent.storedKey,
      storedSha256: written.storedSha256,
      storedSizeBytes: written.storedSizeBytes,
      manifestLabel: intent.definition.label,
      signerKeyId: kit.signer.keyId,
      validationState: "Trusted",
      validationCodes: written.codes,
      parentManifest: hasManifest(inspection) ? "kept" : "none",
      adopted: written.adopted,
    },
  };
}

/** What every bucket allows: see `checkKey` of the stores. */
const keyBytesMax = 1024;

/** Known before anything is read: only a signed copy's key depends on the object's own. */
function storedKeyTooLong(kit: SigningKit, item: ClaimedItem): Outcome | null {
  const bytes = Buffer.byteLength(storedKeyOf(kit, item, ""));
  if (bytes <= keyBytesMax) return null;
  return { kind: "failed", why: "stored_key_too_long", detail: `It would have ${bytes} bytes.`, retriable: false };
}

function storedKeyOf(kit: SigningKit, item: ClaimedItem, intentSha256: string): string {
  return kit.settings.mode === "remote"
    ? `${kit.settings.manifestPrefix}${intentSha256}.c2pa`
    : `${kit.settings.targetPrefix}${item.key}`;
}

function hasManifest(inspection: Inspection): boolean {
  return inspection.manifest.kind === "found";
}
