import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { SignedBody, StampedBody } from "../receipt/schema.ts";
import { supersedeManifest, upsertManifests } from "./rows.ts";

/**
 * Writes down which manifest is whose, in the transaction that appends these receipts: `before` is the chain's seq
 * before the first of them. All are of one bucket, and no key is among them twice.
 */
export async function recordManifests(
  tx: Tx,
  tenantId: Id<"tenant">,
  before: bigint,
  bodies: readonly SignedBody[],
): Promise<void> {
  const [first] = bodies;
  if (!first) return;
  const rows = bodies.map((body, at) => ({
    key: body.object.key,
    intentSha256: body.intent_sha256,
    etag: body.object.etag,
    mode: body.mode,
    storedBucketId: body.stored.bucket ?? body.object.bucket,
    storedKey: body.stored.key,
    storedSha256: body.stored.sha256,
    manifestLabel: body.manifest_label,
    receiptId: body.receipt,
    receiptSeq: String(before + BigInt(at) + 1n),
  }));
  await upsertManifests(tx, tenantId, first.object.bucket, rows);
}

/** What is delivered in place of the manifest store that owed a stamp, in the transaction that appends the paying receipt. */
export async function recordStamped(tx: Tx, tenantId: Id<"tenant">, body: StampedBody): Promise<void> {
  const { object, intent_sha256: intentSha256, stored, supersedes } = body;
  await supersedeManifest(
    tx,
    { tenantId, bucketId: object.bucket, key: object.key, intentSha256, receiptId: supersedes },
    { storedKey: stored.key, storedSha256: stored.sha256, receiptId: body.receipt },
  );
}
