import type { Id } from "../../kernel/ids.ts";
import type { Tx } from "../../ports/ctx.ts";

export interface AnswerKey {
  tenantId: Id<"tenant">;
  key: string;
}

/**
 * Whether this request is the first with this key. One whose process died is taken over after `abandonedMs`, and one
 * that is older than a day is forgotten.
 */
export async function claimAnswer(
  tx: Tx,
  { tenantId, key }: AnswerKey,
  requestHash: string,
  abandonedMs: number,
): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    insert into idempotent_answer as kept (tenant_id, key, request_hash, created_at)
    values (${tenantId}, ${key}, ${requestHash}, now())
    on conflict (tenant_id, key) do update
      set request_hash = excluded.request_hash, status = null, body = null, created_at = now()
      where (kept.status is null and kept.created_at < now() - ${abandonedMs}::float8 * interval '1 millisecond')
         or kept.created_at < now() - interval '1 day'`;
  return claimed === 1;
}

export function findAnswer(tx: Tx, { tenantId, key }: AnswerKey) {
  return tx.idempotentAnswer.findUnique({ where: { tenantId_key: { tenantId, key } } });
}

export async function keepAnswer(tx: Tx, at: AnswerKey, answer: { status: number; sealed: string }): Promise<void> {
  await tx.idempotentAnswer.updateMany({
    where: { ...at, status: null },
    data: { status: answer.status, body: { sealed: answer.sealed } },
  });
}

export async function dropAnswer(tx: Tx, at: AnswerKey): Promise<void> {
  await tx.idempotentAnswer.deleteMany({ where: { ...at, status: null } });
}

/** Over all tenants, through the function that may: see the tenancy migration. */
export async function pruneAnswers(tx: Tx): Promise<number> {
  const [pruned] = await tx.$queryRaw<{ count: bigint }[]>`select prune_idempotent_answers() as count`;
  return Number(pruned?.count ?? 0);
}

/** An hour after their windows, so that no process whose clock is behind loses one that it still counts by. */
export async function pruneLimits(tx: Tx, now: Date): Promise<number> {
  return (await tx.rateLimit.deleteMany({ where: { expire: { lt: now.getTime() - 3_600_000 } } })).count;
}
