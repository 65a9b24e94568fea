import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

type TenantId = Id<"tenant">;
type BucketId = Id<"bucket">;

export interface NewManifest {
  key: string;
  intentSha256: string;
  etag: string;
  mode: string;
  storedBucketId: string;
  storedKey: string;
  storedSha256: string;
  manifestLabel: string;
  receiptId: string;
  receiptSeq: string;
}

/** Later receipts win: the manifest of an object is the one that was settled last. */
export async function upsertManifests(
  tx: Tx,
  tenantId: TenantId,
  bucketId: BucketId,
  rows: readonly NewManifest[],
): Promise<void> {
  await tx.$executeRaw`
    insert into asset_manifest (tenant_id, bucket_id, key, intent_sha256, etag, mode, stored_bucket_id, stored_key,
      stored_sha256, manifest_label, receipt_id, receipt_seq)
    select ${tenantId}, ${bucketId}, key, "intentSha256", etag, mode, "storedBucketId", "storedKey",
      "storedSha256", "manifestLabel", "receiptId", "receiptSeq"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, "intentSha256" text, etag text, mode text,
      "storedBucketId" text, "storedKey" text, "storedSha256" text, "manifestLabel" text, "receiptId" text, "receiptSeq" bigint)
    on conflict (tenant_id, bucket_id, key, intent_sha256) do update set etag = excluded.etag, mode = excluded.mode,
      stored_bucket_id = excluded.stored_bucket_id, stored_key = excluded.stored_key, stored_sha256 = excluded.stored_sha256,
      manifest_label = excluded.manifest_label, receipt_id = excluded.receipt_id, receipt_seq = excluded.receipt_seq
    where asset_manifest.receipt_seq < excluded.receipt_seq`;
}

/**
 * The same manifest with a stamp in it, for the row whose receipt is superseded: it keeps its place among the object's
 * manifests, so that a debt that is paid late brings no old manifest back. No row where the object was settled anew since.
 */
export async function supersedeManifest(
  tx: Tx,
  where: { tenantId: TenantId; bucketId: BucketId; key: string; intentSha256: string; receiptId: string },
  stored: Pick<NewManifest, "storedKey" | "storedSha256" | "receiptId">,
): Promise<void> {
  await tx.assetManifest.updateMany({ where, data: stored });
}

/** The manifest of an object as it was settled last, whatever the object's ETag was then. */
export function manifestOfKey(tx: Tx, tenantId: TenantId, bucketId: BucketId, key: string) {
  return tx.assetManifest.findFirst({ where: { tenantId, bucketId, key }, orderBy: { receiptSeq: "desc" } });
}

/** The same as a page of `manifestsAfter` that has this one key in it, or nothing. */
export function manifestsOfKey(tx: Tx, tenantId: TenantId, bucketId: BucketId, key: string): Promise<ManifestRow[]> {
  return tx.assetManifest.findMany({
    where: { tenantId, bucketId, key },
    orderBy: { receiptSeq: "desc" },
    take: 1,
    omit: { tenantId: true, bucketId: true, receiptSeq: true },
  });
}

/** A stored manifest by its intent, whichever of the objects with this content it was settled for last. */
export function manifestOfIntent(tx: Tx, tenantId: TenantId, bucketId: BucketId, intentSha256: string) {
  return tx.assetManifest.findFirst({
    where: { tenantId, bucketId, intentSha256, mode: "remote" },
    orderBy: { receiptSeq: "desc" },
  });
}

/** One row a key, in the order of keys: the manifest that was settled last. */
export function manifestsAfter(tx: Tx, tenantId: TenantId, bucketId: BucketId, after: string, take: number) {
  return tx.$queryRaw<ManifestRow[]>`
    select distinct on (key) key, intent_sha256 as "intentSha256", etag, mode, stored_bucket_id as "storedBucketId",
      stored_key as "storedKey", stored_sha256 as "storedSha256", manifest_label as "manifestLabel", receipt_id as "receiptId"
    from asset_manifest where tenant_id = ${tenantId} and bucket_id = ${bucketId} and key > ${after}
    order by key, receipt_seq desc limit ${take}`;
}
export type ManifestRow = Omit<NewManifest, "receiptSeq">;

/** Whose a bucket is that is delivered to anybody: across tenants, and silent of every other bucket. */
export async function deliveredBucket(tx: Tx, bucketId: BucketId) {
  const [row] = await tx.$queryRaw<{ tenant_id: TenantId; delivery: "manifests" | "assets" }[]>`
    select tenant_id, delivery from delivered_bucket(${bucketId})`;
  return row ?? null;
}
