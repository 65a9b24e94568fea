import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { findReceipts } from "../receipt/rows.ts";
import { parseBody } from "../receipt/show-receipt.ts";
import { openPurse, type Purse } from "./open-purse.ts";
import { payOne, payPatienceMs } from "./pay-one.ts";
import { claimDebts, extendLeases, findDebts, nextDue } from "./rows.ts";
import { settleDebt } from "./settle-debt.ts";

/** Claimed together and worked on at once; the authority's rate orders them. */
const debtsAtOnce = 8;
/** Longer than most debts' patience, so that nobody else begins what is still being done; large assets get more. */
const leaseMs = 300_000;
const leaseMarginMs = 60_000;

/** Spreads what failed together: nothing is decided by it, so nobody has to foresee it. */
const jitter = () => Math.random();

/**
 * The machine's verb that pays debts: claims those that are due, pays each, and settles each in its own transaction, until
 * its budget is over. From any number of processes at once; killed anywhere it loses nothing, and no debt is paid twice.
 */
export const payDebts = verb({
  name: "stamp-debt.pay",
  summary: "Pay time-stamps that are owed and due, for a while",
  scope: "run.operate",
  input: z.object({
    budgetMs: z.number().int().min(1).default(10_000),
    debtsMax: z.number().int().min(1).default(1_000_000).describe("At most so many, for callers that want small steps"),
  }),
  output: z.object({
    paid: z.number().int(),
    lost: z.number().int(),
    later: z.number().int().describe("Tried in vain: each has its own time for the next try"),
    waitMs: z.number().int().nullable().describe("Until the next one is due; null where nothing is owed"),
  }),
  async run(ctx, { budgetMs, debtsMax }) {
    const endsMs = performance.now() + budgetMs;
    const counts = { paid: 0, lost: 0, later: 0 };
    const purse = openPurse(ctx);
    try {
      for (let left = debtsMax; left > 0 && performance.now() < endsMs && !ctx.ports.ending.aborted; ) {
        const ends = await payBatch(ctx, purse, Math.min(left, debtsAtOnce));
        if (ends.length === 0) break;
        left -= ends.length;
        for (const end of ends) if (end !== "taken") counts[end] += 1;
      }
    } finally {
      await purse.close();
    }
    const due = await ctx.read((tx) => nextDue(tx, ctx.tenantId));
    return { ...counts, waitMs: due ? Math.max(0, due.getTime() - ctx.now().getTime()) : null };
  },
});

async function payBatch(ctx: TenantCtx, purse: Purse, limit: number): Promise<("paid" | "lost" | "later" | "taken")[]> {
  const { tenantId } = ctx;
  const token = newId("lease");
  const ids = await ctx.machineWrite((tx) => claimDebts(tx, { tenantId, now: ctx.now(), limit, token, leaseMs }));
  const [debts, receipts] = await ctx.read(async (tx) => [
    await findDebts(tx, tenantId, ids),
    await findReceipts(tx, tenantId, ids),
  ]);
  const bodies = new Map(receipts.map((stored) => [stored.id, parseBody(stored)]));
  const owing = debts.map((debt) => {
    const body = bodies.get(debt.receiptId);
    if (body?.kind !== "signed") throw new Error(`the debt ${debt.receiptId} has no receipt of a signature`);
    return { debt, body };
  });
  const longestMs = Math.max(0, ...owing.map(({ body }) => payPatienceMs(body))) + leaseMarginMs;
  if (longestMs > leaseMs) await ctx.machineWrite((tx) => extendLeases(tx, tenantId, token, longestMs));
  return Promise.all(
    owing.map(async ({ debt, body }) => {
      const payment = await payOne(ctx, purse, debt, body);
      return (await settleDebt(ctx, token, { debt, body, payment }, jitter())) ? payment.kind : "taken";
    }),
  );
}
