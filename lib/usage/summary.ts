import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { readsByMonth, usageByMonth } from "./rows.ts";
import { readCounts } from "./schema.ts";

export const usageSummary = verb({
  name: "usage.summary",
  summary: "Metered units, and what was read of buckets for samples, by UTC month",
  scope: "usage.read",
  input: z.object({}),
  output: z.object({
    months: z.array(
      z.object({ month: z.string(), unit: z.string(), quantity: z.string().describe("A decimal string") }),
    ),
    reads: z.array(
      z.object({
        month: z.string(),
        subjects: z.number().int().describe("How many samples it was read for"),
        reads: readCounts,
      }),
    ),
  }),
  run: (ctx) =>
    ctx.read(async (tx) => {
      const rows = await usageByMonth(tx, ctx.tenantId);
      return {
        months: rows.map((row) => ({ ...row, quantity: row.quantity.toString() })),
        reads: await readsByMonth(tx, ctx.tenantId),
      };
    }),
});
