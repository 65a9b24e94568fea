import { cutPage } from "../kernel/cut-page.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { pagePlans } from "./rows.ts";
import { planRow } from "./schema.ts";
import { showPlan } from "./show-plan.ts";

export const listPlans = verb({
  name: "plan.list",
  summary: "The plans of one inventory or of all, newest first",
  scope: "plan.read",
  input: pageInput.extend({ cursor: idOf("plan").optional(), inventoryId: idOf("inventory").optional() }),
  output: pageOf(planRow),
  run: (ctx, { cursor, limit, inventoryId }) =>
    ctx.read(async (tx) => {
      const rows = await pagePlans(tx, ctx.tenantId, { inventoryId, below: cursor, limit: limit + 1 });
      const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
      return { items: items.map(showPlan), nextCursor };
    }),
});
