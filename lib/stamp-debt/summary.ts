import { z } from "zod";
import { stampProfiles } from "../kernel/stamp-profiles.ts";
import { verb } from "../ports/ctx.ts";
import { countOpen, countOver, type OpenCount } from "./rows.ts";
import { debtSummary, urgentMs } from "./schema.ts";

export const summariseDebts = verb({
  name: "stamp-debt.summary",
  summary: "How many time-stamps are owed, urgent, lost and paid",
  scope: "receipt.read",
  input: z.object({}),
  output: debtSummary,
  async run(ctx) {
    const urgentBefore = new Date(ctx.now().getTime() + urgentMs);
    const { open, over } = await ctx.read(async (tx) => ({
      open: await countOpen(tx, ctx.tenantId, urgentBefore),
      over: await countOver(tx, ctx.tenantId),
    }));
    return {
      open: sum(open, "count"),
      urgent: sum(open, "urgent"),
      lost: over.lost.toString(),
      paid: over.paid.toString(),
      oldestAt: earliest(open, "oldestAt"),
      nextTryAt: earliest(open, "nextTryAt"),
      byProfile: stampProfiles.flatMap((profile) => {
        const row = open.find((each) => each.profile === profile);
        return row ? [{ profile, open: row.count.toString() }] : [];
      }),
    };
  },
});

function sum(rows: OpenCount[], part: "count" | "urgent"): string {
  return rows.reduce((total, row) => total + BigInt(row[part]), 0n).toString();
}

function earliest(rows: OpenCount[], part: "oldestAt" | "nextTryAt"): string | null {
  const times = rows.flatMap((row) => (row[part] ? [row[part].toISOString()] : []));
  return times.sort()[0] ?? null;
}
