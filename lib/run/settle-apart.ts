import type { Outcome } from "../kernel/outcome.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { nextTry } from "./next-try.ts";
import { type Finished, type Settled, settle } from "./settle.ts";
import type { SigningKit } from "./signing-kit.ts";

const unwritable: Outcome = {
  kind: "failed",
  why: "internal",
  detail: "What became of it could not be written down.",
  retriable: true,
};

/**
 * Settles, and where the transaction is refused halves it until the row that is to blame stands alone: that one goes
 * back to the ledger as a failed attempt, and its neighbours settle. Throws where not even that can be written, which is
 * the database's refusal and no row's.
 */
export async function settleApart(
  ctx: TenantCtx,
  kit: SigningKit,
  token: string,
  finished: readonly Finished[],
  random: () => number,
): Promise<Settled> {
  try {
    return await settle(ctx, kit, token, finished);
  } catch (thrown) {
    const [first] = finished;
    if (!first) throw thrown;
    if (finished.length > 1) {
      const middle = finished.length >> 1;
      const before = await settleApart(ctx, kit, token, finished.slice(0, middle), random);
      const after = await settleApart(ctx, kit, token, finished.slice(middle), random);
      return { ...after, rows: before.rows + after.rows, width: after.width ?? before.width };
    }
    const { item } = first;
    ctx.log.event("error", "run.unwritable", { runId: kit.runId, item: item.seq, message: String(thrown) });
    const next = nextTry(unwritable, { ...item, retries: kit.settings.retries }, random());
    return settle(ctx, kit, token, [{ item, next }]);
  }
}
