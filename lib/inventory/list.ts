import { cutPage } from "../kernel/cut-page.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { inventoriesBefore } from "./rows.ts";
import { inventoryView } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";

export const listInventories = verb({
  name: "inventory.list",
  summary: "Inventories, newest first, of one bucket or of all",
  scope: "inventory.read",
  input: pageInput.extend({ bucketId: idOf("bucket").optional() }),
  output: pageOf(inventoryView),
  async run(ctx, { bucketId, cursor, limit }) {
    const query = { take: limit + 1, ...(bucketId ? { bucketId } : {}), ...(cursor ? { before: cursor } : {}) };
    const rows = await ctx.read((tx) => inventoriesBefore(tx, ctx.tenantId, query));
    const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
    return { items: items.map(showInventory), nextCursor };
  },
});
