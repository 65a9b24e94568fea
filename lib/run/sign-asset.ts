import type { Outcome, SignedFacts } from "../kernel/outcome.ts";
import { judgeAsset } from "../media/judge-asset.ts";
import type { StatedAssertion } from "../metadata/resolve-template.ts";
import { adoptOrWrite, parentOf } from "./adopt-or-write.ts";
import { adoptReplaced, type Replaced } from "./adopt-replaced.ts";
import { intend } from "./intend.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { outcomeOfFault } from "./outcome-of-fault.ts";
import { putSidecar } from "./put-sidecar.ts";
import { type AssetInHand, deadlineMs, patience, type SigningKit } from "./signing-kit.ts";
import { stateMetadata } from "./state-metadata.ts";

/**
 * One asset, from the bucket to a manifest that was read back and validated: the only thing that may be called signed.
 * Safe to repeat at any point: what an earlier attempt or another worker stored for the same intent is found under its
 * name, read back, and adopted. Never throws: whatever happens to one asset is its Outcome. Goes from file to file, so
 * that no asset is ever in this process's memory whole, but for small ones.
 */
export async function signAsset(shared: SigningKit, item: ClaimedItem): Promise<Outcome> {
  const stage = { writing: false };
  const allowedMs = deadlineMs(shared.settings, item.sizeBytes);
  const until = AbortSignal.timeout(allowedMs);
  const kit = { ...shared, until };
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
    return await kit.scratch.within(async (folder, path) => {
      const asset = await fetchAsset(kit, item, { folder, path });
      if ("kind" in asset) {
        const ours =
          asset.kind === "failed" && asset.why === "object_changed" ? await adoptReplaced(kit, item, folder) : null;
        if (ours === null) return asset;
        return ours.kind === "replaced" ? { kind: "signed", facts: factsOfReplaced(kit, item, ours) } : ours;
      }
      stage.writing = true;
      return signFetched(kit, item, asset, stated.assertions);
    }, item.sizeBytes);
  } catch (thrown) {
    if (until.aborted) return tookTooLong(allowedMs);
    return outcomeOfFault(thrown, stage.writing ? "writing" : "reading");
  }
}

function tookTooLong(allowedMs: number): Outcome {
  const detail = `It took longer than the ${Math.round(allowedMs / 1000)} s that it may take as a whole.`;
  return { kind: "failed", why: "deadline", detail, retriable: true };
}

/** The object as the inventory saw it, in a file of `folder`, or what is to be said of its absence. */
async function fetchAsset(
  kit: SigningKit,
  item: ClaimedItem,
  { folder, path }: Pick<AssetInHand, "folder" | "path">,
): Promise<AssetInHand | Outcome> {
  const found = await kit.store.download(item.key, path, {
    ifMatch: item.etag,
    bytesMax: item.sizeBytes,
    signal: patience(kit, item.sizeBytes),
  });
  if (found.kind === "found") {
    const { etag, sizeBytes, carried } = found.head;
    return { path, sizeBytes, contentSha256: found.sha256, etag, carried, folder };
  }
  const failed = (why: "object_gone" | "object_changed", detail: string): Outcome => ({
    kind: "failed",
    why,
    detail,
    retriable: false,
  });
  return found.kind === "gone"
    ? failed("object_gone", "GET answered that there is no such object.")
    : failed("object_changed", `The inventory saw ETag ${item.etag}; it is another now.`);
}

async function signFetched(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  stated: StatedAssertion[],
): Promise<Outcome> {
  const seen = await adoptOrWrite(kit, item, asset, (inspection) => intend(kit, item, asset, stated, inspection));
  if (seen.kind !== "read-back") return seen;
  const { intent, inspection, written } = seen;
  const sidecar = await putSidecar(kit, item, written, asset.folder);
  return {
    kind: "signed",
    facts: {
      mode: kit.settings.mode,
      contentSha256: asset.contentSha256,
      intentSha256: intent.intentSha256,
      storedKey: intent.storedKey,
      storedSha256: written.sha256,
      storedSizeBytes: written.sizeBytes,
      manifestLabel: intent.order.definition.label,
      signerKeyId: kit.signer.keyId,
      validationState: "Trusted",
      validationCodes: written.codes,
      parentManifest: parentOf(intent.order, inspection),
      adopted: written.adopted,
      sidecar,
      timeStamp: written.timeStamp,
    },
  };
}

function factsOfReplaced(kit: SigningKit, item: ClaimedItem, { meant, ...found }: Replaced): SignedFacts {
  return {
    mode: kit.settings.mode,
    contentSha256: meant.contentSha256,
    intentSha256: meant.intentSha256,
    storedKey: item.key,
    storedSha256: found.sha256,
    storedSizeBytes: found.sizeBytes,
    manifestLabel: meant.label,
    signerKeyId: kit.signer.keyId,
    validationState: "Trusted",
    validationCodes: found.codes,
    parentManifest: meant.parentManifest,
    adopted: true,
    sidecar: null,
    timeStamp: found.timeStamp,
  };
}

/** What every bucket allows: see `checkKey` of the stores. */
const keyBytesMax = 1024;

/** Known before anything is read: only a signed copy's key depends on the object's own. */
function storedKeyTooLong(kit: SigningKit, item: ClaimedItem): Outcome | null {
  const keys = [kit.writing.storedKey(item.key, ""), kit.writing.sidecarKey(item.key) ?? ""];
  const bytes = Math.max(...keys.map((key) => Buffer.byteLength(key)));
  if (bytes <= keyBytesMax) return null;
  return { kind: "failed", why: "stored_key_too_long", detail: `It would have ${bytes} bytes.`, retriable: false };
}
