import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { usageByMonth } from "./rows.ts";

export const usageSummary = verb({
  name: "usage.summary",
  summary: "Metered units by UTC month",
  scope: "usage.read",
  input: z.object({}),
  output: z.object({
    months: z.array(
      z.object({ month: z.string(), unit: z.string(), quantity: z.string().describe("A decimal string") }),
    ),
  }),
  run: async (ctx) => {
    const rows = await ctx.read((tx) => usageByMonth(tx, ctx.tenantId));
    return { months: rows.map((row) => ({ ...row, quantity: row.quantity.toString() })) };
  },
});
