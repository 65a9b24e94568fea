import type { Id } from "../kernel/ids.ts";
import { type StampLoss, stampLossSentence } from "../kernel/stamp-losses.ts";
import { type StampProblem, stampProblemSentence } from "../kernel/stamp-problems.ts";
import type { DebtRow } from "./rows.ts";
import { type DebtView, debtView, urgentMs } from "./schema.ts";

/** A debt's row as screens and the API show it. */
export function showDebt(row: DebtRow, now: Date): DebtView {
  const shown = debtView.pick({ profile: true, state: true, why: true, problem: true }).parse(row);
  return {
    ...shown,
    receiptId: row.receiptId as Id<"receipt">,
    runId: row.runId as Id<"run">,
    item: row.itemSeq,
    key: row.key,
    urgent: row.state === "open" && isUrgent(row.notAfter, now),
    tries: row.tries,
    sentence: sentenceOf(shown),
    detail: row.detail,
    since: row.createdAt.toISOString(),
    notAfter: row.notAfter.toISOString(),
    nextTryAt: row.state === "open" ? row.nextTryAt.toISOString() : null,
    paidBy: row.paidBy as Id<"receipt"> | null,
  };
}

export function isUrgent(notAfter: Date, now: Date): boolean {
  return notAfter.getTime() - now.getTime() <= urgentMs;
}

function sentenceOf({ state, why, problem }: Pick<DebtView, "state" | "why" | "problem">): string {
  if (state === "paid") return "Paid: a later receipt has the stamp.";
  const code = problem ?? why;
  if (code === "store_unavailable")
    return "The bucket did not answer, its credentials may not read or write, or what it holds is archived.";
  if (code === "internal") return "Something went wrong on our side. It is tried again.";
  return state === "lost" ? stampLossSentence[code as StampLoss] : stampProblemSentence[code as StampProblem];
}
