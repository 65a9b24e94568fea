import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { ObjectHead } from "../ports/store.ts";
import { linkHeader, manifestUrl } from "./link-of.ts";
import { manifestOfKey } from "./rows.ts";

const timeoutMs = 60_000;
/** An object is held in memory while it is sent: larger ones are a CDN's work. */
export const deliveredBytesMax = 64_000_000;

export interface DeliveredAsset {
  head: ObjectHead;
  contentType: string;
  /** The value of the header Link; null where the object, as it is now, has no manifest beside it. */
  link: string | null;
  /** Null where only the head was asked for. */
  bytes: Uint8Array | null;
}

/**
 * An object of a bucket that is delivered to anybody, and where its manifest is. A manifest belongs to the very version
 * that was signed: an object that was replaced since is delivered without one. Null where there is no such object.
 */
export async function deliverAsset(
  ctx: TenantCtx,
  { bucketId, key, headOnly }: { bucketId: Id<"bucket">; key: string; headOnly: boolean },
): Promise<DeliveredAsset | null> {
  const store = await openBucketStore(ctx, bucketId);
  try {
    const head = await store.head(key, { signal: AbortSignal.timeout(timeoutMs) });
    if (!head) return null;
    const contentType = head.contentType ?? mimeByExtension(key);
    const link = await linkOf(ctx, bucketId, key, head.etag);
    if (headOnly) return { head, contentType, link, bytes: null };
    if (head.sizeBytes > deliveredBytesMax)
      throw new Fault("limit", `Objects of more than ${deliveredBytesMax} bytes are not delivered here.`);
    const found = await store.get(key, { ifMatch: head.etag, signal: AbortSignal.timeout(timeoutMs) });
    if (found.kind === "gone") return null;
    if (found.kind === "changed")
      throw new Fault("upstream", "The object is being replaced. Try again.", { retryAfterMs: 1000 });
    return { head: found.head, contentType, link, bytes: found.bytes };
  } finally {
    await store.close();
  }
}

async function linkOf(ctx: TenantCtx, bucketId: Id<"bucket">, key: string, etag: string): Promise<string | null> {
  const row = await ctx.read((tx) => manifestOfKey(tx, ctx.tenantId, bucketId, key));
  if (row?.mode !== "remote" || row.etag !== etag) return null;
  return linkHeader(manifestUrl(ctx.ports.policy.consoleUrl, bucketId, row));
}
