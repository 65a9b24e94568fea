import { recordStamped } from "../delivery/record-manifests.ts";
import { type Id, newId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { appendReceipts, lockChain } from "../receipt/append.ts";
import type { SignedBody, StampedBody } from "../receipt/schema.ts";
import { pauseMs } from "./next-try.ts";
import type { Payment } from "./payment.ts";
import { changeDebt, countDebtSettled, type DebtRow, holdDebt } from "./rows.ts";

/**
 * One transaction for what came of one debt: the receipt that supersedes the debt's, and the debt's state. Fenced by the
 * lease token, and by the superseding receipt's own key, which there is once. False where somebody else has it by now.
 */
export async function settleDebt(
  ctx: TenantCtx,
  token: string,
  { debt, body, payment }: { debt: DebtRow; body: SignedBody; payment: Payment },
  random: number,
): Promise<boolean> {
  const { tenantId } = ctx;
  return ctx.machineWrite(async (tx) => {
    const chain = await lockChain(tx, tenantId);
    if (!(await holdDebt(tx, tenantId, debt.receiptId, token))) return false;
    const now = ctx.now();
    if (payment.kind === "paid") {
      const receipt = newId("receipt", now);
      const superseding = supersede(body, payment.paid, receipt, now);
      await appendReceipts(tx, tenantId, chain, [superseding]);
      await recordStamped(tx, tenantId, superseding);
      const settled = { state: "paid" as const, paidBy: receipt, settledAt: now, problem: null, detail: null };
      await changeDebt(tx, tenantId, debt.receiptId, settled);
      await countDebtSettled(tx, tenantId, debt.runId, "paid");
      return true;
    }
    const detail = storable(payment.detail);
    const nextTryAt = () =>
      new Date(now.getTime() + pauseMs(debt.tries, random, payment.kind === "later" ? payment.retryAfterMs : 0));
    await changeDebt(
      tx,
      tenantId,
      debt.receiptId,
      payment.kind === "lost"
        ? { state: "lost", problem: payment.why, detail, settledAt: now }
        : { problem: payment.why, detail, nextTryAt: nextTryAt() },
    );
    if (payment.kind === "lost") await countDebtSettled(tx, tenantId, debt.runId, "lost");
    return true;
  });
}

/** The debt's receipt with what is the case by now. It meters nothing: the asset was signed and metered once. */
function supersede(
  body: SignedBody,
  paid: Extract<Payment, { kind: "paid" }>["paid"],
  receipt: Id<"receipt">,
  now: Date,
): StampedBody {
  return {
    ...body,
    ...paid,
    kind: "stamped",
    receipt,
    supersedes: body.receipt,
    at: now.toISOString(),
    usage: { unit: "vex", quantity: 0 },
  };
}

/** Neither NUL nor half a surrogate pair can be stored, and keys come out of strangers' buckets. */
function storable(text: string): string {
  return text.slice(0, 2000).replaceAll("\0", "").toWellFormed();
}
