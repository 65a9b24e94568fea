import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { manifestStoreBytesMax } from "../kernel/too-long.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { manifestOfIntent } from "./rows.ts";

const timeoutMs = 30_000;

/**
 * The manifest store of an intent as a receipt tells of it: bytes of another hash are not served. Null where no object
 * of this bucket was signed so. `ctx` is the machine's own, in the bucket's tenant.
 */
export async function deliverManifest(
  ctx: TenantCtx,
  bucketId: Id<"bucket">,
  intentSha256: string,
): Promise<{ bytes: Uint8Array; sha256: string } | null> {
  const row = await ctx.read((tx) => manifestOfIntent(tx, ctx.tenantId, bucketId, intentSha256));
  if (!row) return null;
  const store = await openBucketStore(ctx, row.storedBucketId as Id<"bucket">);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const stored = await store.get(row.storedKey, { bytesMax: manifestStoreBytesMax, signal });
    if (stored.kind !== "found") return null;
    if (sha256Hex(stored.bytes) !== row.storedSha256)
      throw new Fault("corrupt", "What is stored is not the manifest that was signed.");
    return { bytes: stored.bytes, sha256: row.storedSha256 };
  } finally {
    await store.close();
  }
}
