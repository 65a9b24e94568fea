import { cutPage } from "../kernel/cut-page.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { fieldSetsBefore } from "./rows.ts";
import { fieldSetView } from "./schema.ts";
import { showFieldSet } from "./show-field-set.ts";

export const listFieldSets = verb({
  name: "metadata.list-field-sets",
  summary: "The field sets of this workspace, newest first",
  scope: "plan.read",
  input: pageInput.extend({ cursor: idOf("fieldSet").optional() }),
  output: pageOf(fieldSetView),
  run: (ctx, { cursor, limit }) =>
    ctx.read(async (tx) => {
      const rows = await fieldSetsBefore(tx, ctx.tenantId, cursor, limit + 1);
      const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
      return { items: items.map(showFieldSet), nextCursor };
    }),
});
