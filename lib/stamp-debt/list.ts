import { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { debtStates } from "./debt-states.ts";
import { pageDebts } from "./rows.ts";
import { debtView } from "./schema.ts";
import { showDebt } from "./show-debt.ts";

export const listDebts = verb({
  name: "stamp-debt.list",
  summary: "The time-stamps that are owed, were paid later, or are lost, newest first",
  scope: "receipt.read",
  input: pageInput.extend({
    cursor: idOf("receipt").optional(),
    state: z.enum(debtStates).optional(),
    runId: idOf("run").optional(),
  }),
  output: pageOf(debtView),
  async run(ctx, { cursor, limit, state, runId }) {
    const query = { before: cursor, state, runId, take: limit + 1 };
    const rows = await ctx.read((tx) => pageDebts(tx, ctx.tenantId, query));
    const { items, nextCursor } = cutPage(rows, limit, ({ receiptId }) => receiptId);
    return { items: items.map((row) => showDebt(row, ctx.now())), nextCursor };
  },
});
