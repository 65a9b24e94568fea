import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { ByteRange, ObjectHead, Store } from "../ports/store.ts";
import { linkHeader, manifestUrl } from "./link-of.ts";
import { manifestOfKey } from "./rows.ts";

const timeoutMs = 60_000;
/** Larger ones are a CDN's work. */
export const deliveredBytesMax = 64_000_000;
/** So much of an object is in memory while it is sent. */
const pieceBytes = 2 << 20;

export interface DeliveredAsset {
  head: ObjectHead;
  contentType: string;
  /** The value of the header Link; null where the object, as it is now, has no manifest beside it. */
  link: string | null;
  /**
   * These bytes of the very version that `head` tells of, by pieces, each asked of the store when it is wanted. Throws Fault
   * `limit` for an object that is not delivered here, `upstream` where it was replaced or removed meanwhile.
   */
  read(range: ByteRange): AsyncGenerator<Uint8Array>;
  /** To be called when nothing more is read. */
  close(): Promise<void>;
}

/**
 * An object of a bucket that is delivered to anybody, and where its manifest is. A manifest belongs to the very version
 * that was signed: an object that was replaced since is delivered without one. Null where there is no such object.
 */
export async function deliverAsset(
  ctx: TenantCtx,
  { bucketId, key }: { bucketId: Id<"bucket">; key: string },
): Promise<DeliveredAsset | null> {
  const store = await openBucketStore(ctx, bucketId);
  try {
    const head = await store.head(key, { signal: AbortSignal.timeout(timeoutMs) });
    if (!head) {
      await store.close();
      return null;
    }
    const contentType = head.contentType ?? mimeByExtension(key);
    const link = await linkOf(ctx, bucketId, key, head.etag);
    return {
      head,
      contentType,
      link,
      read: (range) => readPieces(store, key, head, range),
      close: () => store.close(),
    };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

async function* readPieces(
  store: Store,
  key: string,
  { etag: ifMatch, sizeBytes }: ObjectHead,
  { first, last }: ByteRange,
): AsyncGenerator<Uint8Array> {
  if (sizeBytes > deliveredBytesMax)
    throw new Fault("limit", `Objects of more than ${deliveredBytesMax} bytes are not delivered here.`);
  for (let at = first; at <= last; at += pieceBytes) {
    const range = { first: at, last: Math.min(last, at + pieceBytes - 1) };
    const found = await store.get(key, { ifMatch, range, signal: AbortSignal.timeout(timeoutMs) });
    if (found.kind !== "found")
      throw new Fault("upstream", "The object is being replaced. Try again.", { retryAfterMs: 1000 });
    yield found.bytes;
  }
}

async function linkOf(ctx: TenantCtx, bucketId: Id<"bucket">, key: string, etag: string): Promise<string | null> {
  const row = await ctx.read((tx) => manifestOfKey(tx, ctx.tenantId, bucketId, key));
  if (row?.mode !== "remote" || row.etag !== etag) return null;
  return linkHeader(manifestUrl(ctx.ports.policy.consoleUrl, bucketId, row));
}
