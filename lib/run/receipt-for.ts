import { sha256Hex } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical-json.ts";
import type { Id } from "../kernel/ids.ts";
import type { SignedFacts, TimeStampFacts } from "../kernel/outcome.ts";
import type { MetadataSettings } from "../metadata/schema.ts";
import type { SignedBody } from "../receipt/schema.ts";
import type { ClaimedItem } from "./item-rows.ts";
import type { SigningKit } from "./signing-kit.ts";

/** What the receipt of a signed asset says: what was asked, what was found, what was stored and read back. */
export function receiptFor(
  kit: SigningKit,
  item: ClaimedItem,
  facts: SignedFacts,
  receiptId: Id<"receipt">,
  now: Date,
): SignedBody {
  return {
    v: 1,
    kind: "signed",
    receipt: receiptId,
    tenant: kit.tenantId,
    at: now.toISOString(),
    run: kit.runId,
    item: item.seq,
    plan: kit.planId,
    plan_hash: kit.planHash,
    approval: kit.approvalId,
    object: { bucket: kit.bucketId, key: item.key, etag: item.etag, size_bytes: String(item.sizeBytes) },
    content_sha256: facts.contentSha256,
    intent_sha256: facts.intentSha256,
    mode: facts.mode,
    stored: {
      ...(kit.writing.bucketId === null ? {} : { bucket: kit.writing.bucketId }),
      key: facts.storedKey,
      sha256: facts.storedSha256,
      size_bytes: String(facts.storedSizeBytes),
    },
    ...(kit.writing.replaces ? { replaced: { etag: item.etag } } : {}),
    ...(facts.sidecar ? { sidecar: facts.sidecar } : {}),
    ...(kit.settings.metadata ? { metadata: metadataOf(kit.settings.metadata) } : {}),
    manifest_label: facts.manifestLabel,
    signer_key_id: facts.signerKeyId,
    parent_manifest: facts.parentManifest,
    adopted: facts.adopted,
    validation: { state: facts.validationState, codes: facts.validationCodes },
    time_stamp: timeStampOf(facts.timeStamp),
    usage: { unit: "vex", quantity: 1 },
  };
}

/** Which template and which values, by their hashes: what was stated of this object is in the manifest itself. */
function metadataOf({ template, fieldsSha256 }: MetadataSettings): SignedBody["metadata"] {
  return {
    template_sha256: sha256Hex(canonicalBytes(template)),
    ...(fieldsSha256 ? { fields_sha256: fieldsSha256 } : {}),
  };
}

function timeStampOf(facts: TimeStampFacts): SignedBody["time_stamp"] {
  if (facts.kind !== "stamped") return facts;
  const { tokenSha256, ...told } = facts;
  return { ...told, token_sha256: tokenSha256 };
}
