import { realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { listBuckets } from "../bucket/list.ts";
import { listLinks } from "../delivery/list-links.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";

/** A connected folder, without the links on the way to it. */
export interface KnownFolder {
  bucketId: Id<"bucket">;
  root: string;
}

/** The folders of this machine that the workspace has connected. */
export async function knownFolders(ctx: TenantCtx): Promise<KnownFolder[]> {
  const folders: KnownFolder[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await listBuckets(ctx, { cursor, limit: 500 });
    for (const { id, location } of items) {
      if (location.kind !== "fs") continue;
      const root = await realpath(location.root).catch(() => null);
      if (root !== null) folders.push({ bucketId: id, root });
    }
    if (nextCursor === null) return folders;
    cursor = nextCursor;
  }
}

/**
 * Where the manifest store of a file is that a run signed as an object of a connected folder, whatever its plan stated: the
 * receipts tell. Null where they tell of none.
 */
export async function knownManifest(ctx: TenantCtx, path: string, folders: readonly KnownFolder[]) {
  const real = await realpath(path);
  for (const { bucketId, root } of folders) {
    const key = relative(root, real).split(sep).join("/");
    if (key === "" || key.startsWith("../")) continue;
    const { items } = await listLinks(ctx, { bucketId, key });
    const link = items.find(({ mode, storedBucketId }) => mode === "remote" && storedBucketId === bucketId);
    if (link) return join(root, link.storedKey);
  }
  return null;
}
