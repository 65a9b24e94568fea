import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { dueEvent } from "./debt-events.ts";
import { hastenDebts } from "./rows.ts";

/** Asks the machine to try every open debt at once, and not when each is due by itself. The authority's rate stays. */
export const payDebtsNow = verb({
  name: "stamp-debt.pay-now",
  summary: "Try to pay every time-stamp that is owed, now",
  scope: "run.operate",
  input: z.object({}),
  output: z.object({ open: z.number().int().describe("How many are tried") }),
  async run(ctx) {
    const now = ctx.now();
    const open = await ctx.write({ action: "stamp-debt.pay-now", subject: ctx.tenantId }, (tx) =>
      hastenDebts(tx, ctx.tenantId, now),
    );
    if (open > 0) await ctx.ports.jobs.send([dueEvent(ctx.tenantId, `now:${newId("request", now)}`, 0)]);
    return { open };
  },
});
