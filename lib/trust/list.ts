import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { listsBefore } from "./rows.ts";
import { trustListView } from "./schema.ts";
import { showList } from "./show-list.ts";

export const listTrustLists = verb({
  name: "trust.list",
  summary: "The workspace's trust lists, newest first",
  scope: "identity.read",
  input: pageInput,
  output: pageOf(trustListView),
  async run(ctx, { cursor, limit }) {
    const rows = await ctx.read((tx) => listsBefore(tx, ctx.tenantId, cursor, limit + 1));
    const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
    return { items: items.map(showList), nextCursor };
  },
});
