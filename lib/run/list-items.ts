import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { pageItems } from "./item-page-rows.ts";
import { readState } from "./rows.ts";
import { itemView, outcomeKinds, outcomeReason } from "./schema.ts";
import { showItem } from "./show-item.ts";

export const listItems = verb({
  name: "run.list-items",
  summary: "The objects of a run with what became of each, in the order of their keys",
  scope: "run.read",
  input: pageInput.extend({
    runId: idOf("run"),
    cursor: z
      .string()
      .regex(/^\d{1,9}$/, "not a cursor of this list")
      .optional(),
    outcome: z
      .enum([...outcomeKinds, "open"])
      .optional()
      .describe("`open` for those that are not settled yet"),
    why: outcomeReason.optional(),
    prefix: z.string().max(1024).optional().describe("Only keys that begin with this"),
  }),
  output: pageOf(itemView),
  run: (ctx, { runId, cursor, limit, ...filter }) =>
    ctx.read(async (tx) => {
      if (!(await readState(tx, ctx.tenantId, runId)))
        throw new Fault("not_found", "There is no such run in this workspace.");
      const rows = await pageItems(tx, ctx.tenantId, runId, {
        ...filter,
        after: Number(cursor ?? 0),
        limit: limit + 1,
      });
      const items = rows.slice(0, limit).map(showItem);
      return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.item ?? "") : null };
    }),
});
