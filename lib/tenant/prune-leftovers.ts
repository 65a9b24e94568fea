import type { Ctx } from "../ports/ctx.ts";
import { pruneAnswers, pruneLimits } from "./answer/rows.ts";
import { pruneSessions } from "./person/rows.ts";

/**
 * Removes what nobody asks for any more, of all tenants: answers to idempotency keys of the day before, limits whose
 * window is long over, and sessions that have ended. For the machine's own schedule; doing it twice is nothing.
 */
export async function pruneLeftovers(ctx: Ctx): Promise<{ answers: number; limits: number; sessions: number }> {
  return ctx.machineWrite(async (tx) => ({
    answers: await pruneAnswers(tx),
    limits: await pruneLimits(tx, ctx.now()),
    sessions: await pruneSessions(tx, ctx.now()),
  }));
}
