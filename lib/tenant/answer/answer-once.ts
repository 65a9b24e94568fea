import { Fault } from "../../kernel/fault.ts";
import type { TenantCtx } from "../../ports/ctx.ts";
import { claimAnswer, dropAnswer, findAnswer, keepAnswer } from "./rows.ts";

/** Longer than any request may take: a claim without an answer after this belongs to a process that died. */
const abandonedMs = 5 * 60_000;

/**
 * Answers a request that carries an idempotency key: the first one does the work, a repeat within a day gets the first
 * one's answer. Throws Fault `conflict` for the same key with another request, and, with a time to wait, for one that is
 * still under way. What `work` throws is not kept, so that the caller may try again. `ctx` is the machine's own, in the
 * caller's tenant. Answers are sealed at rest: one may hold a secret that is shown once.
 */
export async function answerOnce(
  ctx: TenantCtx,
  { key, requestHash }: { key: string; requestHash: string },
  work: () => Promise<{ status: number; body: string }>,
): Promise<{ status: number; body: string; repeated: boolean }> {
  const at = { tenantId: ctx.tenantId, key };
  const boundTo = { tenantId: ctx.tenantId, recordId: `answer:${key}` };
  if (!(await ctx.machineWrite((tx) => claimAnswer(tx, at, requestHash, abandonedMs)))) {
    const kept = await ctx.read((tx) => findAnswer(tx, at));
    if (kept && kept.requestHash !== requestHash)
      throw new Fault("conflict", "This Idempotency-Key was used for another request.");
    if (!kept || kept.status === null)
      throw new Fault("conflict", "The first request with this Idempotency-Key is still under way.", {
        retryAfterMs: 1000,
      });
    const { sealed } = kept.body as { sealed: string };
    return { status: kept.status, body: ctx.ports.sealer.open(Buffer.from(sealed, "base64"), boundTo), repeated: true };
  }
  try {
    const answer = await work();
    const sealed = Buffer.from(ctx.ports.sealer.seal(answer.body, boundTo)).toString("base64");
    await ctx.machineWrite((tx) => keepAnswer(tx, at, { status: answer.status, sealed }));
    return { ...answer, repeated: false };
  } catch (thrown) {
    await ctx.machineWrite((tx) => dropAnswer(tx, at));
    throw thrown;
  }
}
