import { listObjects } from "../inventory/list-objects.ts";
import type { InventoryRecord } from "../inventory/schema.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";

/** An inventory's objects as the fixed records that users have scripts on, page by page. */
export async function* inventoryRecords(ctx: TenantCtx, inventoryId: Id<"inventory">): AsyncGenerator<InventoryRecord> {
  let cursor: string | undefined;
  for (;;) {
    const page = await listObjects(ctx, { inventoryId, cursor, limit: 500 });
    for (const { key, etag, sizeBytes, lastModified, storageClass, mime } of page.items)
      yield { key, etag, size: Number(sizeBytes), last_modified: lastModified, storage_class: storageClass, mime };
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
