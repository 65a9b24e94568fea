import { rmdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { connectBucket } from "../bucket/connect.ts";
import { listBuckets } from "../bucket/list.ts";
import { probePrefix } from "../bucket/probe-store.ts";
import { reprobeBucket } from "../bucket/reprobe.ts";
import type { BucketView } from "../bucket/schema.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Source } from "./source-of.ts";

/**
 * The bucket that a source speaks of: connected on first use, found again afterwards. The keys of the environment
 * replace those that were kept, where they can list and read. Throws Fault with what to do.
 */
export async function bucketOfSource(ctx: TenantCtx, { access, name }: Source): Promise<Id<"bucket">> {
  const known = await findBucket(ctx, access.location);
  if (!known) return connectNew(ctx, { access, name });
  if (access.secret !== null) await reprobeBucket(ctx, { bucketId: known.id, secret: access.secret });
  return known.id;
}

/** Where a folder's probes lie, and where the store writes what it then moves into place. */
const writtenFolders = [probePrefix, ".c2c-tmp"];

async function connectNew(ctx: TenantCtx, { access, name }: Pick<Source, "access" | "name">): Promise<Id<"bucket">> {
  const { id } = await connectBucket(ctx, { name, ...access });
  // The probes are gone, but not the folders that they were in: who only lists a folder wants to find it as it was.
  if (access.location.kind === "fs")
    for (const folder of writtenFolders) await rmdir(join(access.location.root, folder)).catch(() => {});
  return id;
}

async function findBucket(ctx: TenantCtx, location: Source["access"]["location"]): Promise<BucketView | undefined> {
  for (let cursor: string | undefined; ; ) {
    const page = await listBuckets(ctx, { cursor, limit: 500 });
    const known = page.items.find(
      (bucket) => bucket.removedAt === null && isDeepStrictEqual(bucket.location, location),
    );
    if (known || page.nextCursor === null) return known;
    cursor = page.nextCursor;
  }
}
