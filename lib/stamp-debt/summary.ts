import { z } from "zod";
import { stampProfiles } from "../kernel/stamp-profiles.ts";
import { verb } from "../ports/ctx.ts";
import { countDebts, type DebtCount } from "./rows.ts";
import { debtSummary, urgentMs } from "./schema.ts";

export const summariseDebts = verb({
  name: "stamp-debt.summary",
  summary: "How many time-stamps are owed, urgent, lost and paid",
  scope: "receipt.read",
  input: z.object({}),
  output: debtSummary,
  async run(ctx) {
    const urgentBefore = new Date(ctx.now().getTime() + urgentMs);
    const rows = await ctx.read((tx) => countDebts(tx, ctx.tenantId, urgentBefore));
    const of = (state: string) => rows.filter((row) => row.state === state);
    const open = of("open");
    return {
      open: sum(open, "count"),
      urgent: sum(open, "urgent"),
      lost: sum(of("lost"), "count"),
      paid: sum(of("paid"), "count"),
      oldestAt: earliest(open, "oldestAt"),
      nextTryAt: earliest(open, "nextTryAt"),
      byProfile: stampProfiles.flatMap((profile) => {
        const row = open.find((each) => each.profile === profile);
        return row ? [{ profile, open: row.count.toString() }] : [];
      }),
    };
  },
});

function sum(rows: DebtCount[], part: "count" | "urgent"): string {
  return rows.reduce((total, row) => total + BigInt(row[part]), 0n).toString();
}

function earliest(rows: DebtCount[], part: "oldestAt" | "nextTryAt"): string | null {
  const times = rows.flatMap((row) => (row[part] ? [row[part].toISOString()] : []));
  return times.sort()[0] ?? null;
}
