import { cutPage } from "../kernel/cut-page.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { readsOf } from "../usage/rows.ts";
import { countRead, pageSamples } from "./rows.ts";
import { sampleView } from "./schema.ts";
import { showSample } from "./show-sample.ts";

export const listSamples = verb({
  name: "sample.list",
  summary: "The samples of one inventory or of all, newest first",
  scope: "inventory.read",
  input: pageInput.extend({ cursor: idOf("sample").optional(), inventoryId: idOf("inventory").optional() }),
  output: pageOf(sampleView),
  run: (ctx, { cursor, limit, inventoryId }) =>
    ctx.read(async (tx) => {
      const rows = await pageSamples(tx, ctx.tenantId, { inventoryId, below: cursor, limit: limit + 1 });
      const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
      const ids = items.map(({ id }) => id);
      const counts = await countRead(tx, ctx.tenantId, ids);
      const reads = await readsOf(tx, ctx.tenantId, ids);
      return { items: items.map((row) => showSample(row, counts.get(row.id), reads.get(row.id))), nextCursor };
    }),
});
