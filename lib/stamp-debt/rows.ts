import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { DebtState } from "./debt-states.ts";

type TenantId = Id<"tenant">;

export interface NewDebt {
  receiptId: string;
  runId: string;
  itemSeq: number;
  bucketId: string;
  identityId: string;
  key: string;
  profile: string;
  why: string;
  notAfter: Date;
  nextTryAt: Date;
  createdAt: Date;
}

export async function insertDebts(tx: Tx, tenantId: TenantId, debts: readonly NewDebt[]): Promise<void> {
  await tx.stampDebt.createMany({ data: debts.map((debt) => ({ tenantId, ...debt })) });
}

export type DebtRow = NonNullable<Awaited<ReturnType<typeof findDebt>>>;

export function findDebt(tx: Tx, tenantId: TenantId, receiptId: string) {
  return tx.stampDebt.findUnique({ where: { tenantId_receiptId: { tenantId, receiptId } } });
}

/** Newest first. */
export function pageDebts(
  tx: Tx,
  tenantId: TenantId,
  query: { before: string | undefined; state: DebtState | undefined; runId: string | undefined; take: number },
) {
  const { before, state, runId, take } = query;
  const where = {
    tenantId,
    ...(state ? { state } : {}),
    ...(runId ? { runId } : {}),
    ...(before ? { receiptId: { lt: before } } : {}),
  };
  return tx.stampDebt.findMany({ where, orderBy: { receiptId: "desc" }, take });
}

/** Claims open debts that are due, those first whose certificate ends first. Another claimer at the same moment gets others. */
export async function claimDebts(
  tx: Tx,
  claim: { tenantId: TenantId; now: Date; limit: number; token: string; leaseMs: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ receiptId: string }[]>`
    with due as materialized (
      select receipt_id from stamp_debt
      where tenant_id = ${claim.tenantId} and state = 'open' and next_try_at <= ${claim.now}
        and (lease_until is null or lease_until < clock_timestamp())
      order by not_after, next_try_at limit ${claim.limit} for update skip locked
    )
    update stamp_debt d set tries = tries + 1, lease_token = ${claim.token},
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond'
    from due where d.tenant_id = ${claim.tenantId} and d.receipt_id = due.receipt_id
    returning d.receipt_id as "receiptId"`;
  return rows.map(({ receiptId }) => receiptId);
}

/** For all that was claimed under this token. */
export async function extendLeases(tx: Tx, tenantId: TenantId, token: string, leaseMs: number): Promise<void> {
  await tx.$executeRaw`
    update stamp_debt set lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where tenant_id = ${tenantId} and state = 'open' and lease_token = ${token}`;
}

export function findDebts(tx: Tx, tenantId: TenantId, receiptIds: string[]) {
  return tx.stampDebt.findMany({ where: { tenantId, receiptId: { in: receiptIds } } });
}

/** Whether the debt is still open and under this token; locks it for the rest of the transaction. */
export async function holdDebt(tx: Tx, tenantId: TenantId, receiptId: string, token: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from stamp_debt where tenant_id = ${tenantId} and receipt_id = ${receiptId} and state = 'open'
      and lease_token = ${token} for update`;
  return rows.length === 1;
}

export type DebtChange =
  | { state: "paid"; paidBy: string; settledAt: Date; problem: null; detail: null }
  | { state: "lost"; problem: string; detail: string; settledAt: Date }
  | { problem: string; detail: string; nextTryAt: Date };

export async function changeDebt(tx: Tx, tenantId: TenantId, receiptId: string, change: DebtChange): Promise<void> {
  await tx.stampDebt.update({
    where: { tenantId_receiptId: { tenantId, receiptId } },
    data: { ...change, leaseToken: null, leaseUntil: null },
  });
}

/** Makes every open debt due. Returns how many there are. */
export async function hastenDebts(tx: Tx, tenantId: TenantId, now: Date): Promise<number> {
  const { count } = await tx.stampDebt.updateMany({ where: { tenantId, state: "open" }, data: { nextTryAt: now } });
  return count;
}

export interface OpenCount {
  profile: string;
  count: bigint;
  urgent: bigint;
  oldestAt: Date | null;
  nextTryAt: Date | null;
}

/** The open ones only: what was paid or lost is never looked through. */
export function countOpen(tx: Tx, tenantId: TenantId, urgentBefore: Date): Promise<OpenCount[]> {
  return tx.$queryRaw<OpenCount[]>`
    select profile, count(*) as count, count(*) filter (where not_after <= ${urgentBefore}) as urgent,
      min(created_at) as "oldestAt", min(next_try_at) as "nextTryAt"
    from stamp_debt where tenant_id = ${tenantId} and state = 'open' group by profile`;
}

/** Those that are over, by what the tenant's runs counted. */
export async function countOver(tx: Tx, tenantId: TenantId): Promise<{ paid: bigint; lost: bigint }> {
  const { _sum } = await tx.run.aggregate({ where: { tenantId }, _sum: { stampsPaid: true, stampsLost: true } });
  return { paid: _sum.stampsPaid ?? 0n, lost: _sum.stampsLost ?? 0n };
}

/** A run's own counters of its debts: those that were just made. */
export async function countOwed(tx: Tx, tenantId: TenantId, runId: string, owed: number): Promise<void> {
  await tx.$executeRaw`update run set stamps_owed = stamps_owed + ${owed}::bigint where tenant_id = ${tenantId} and id = ${runId}`;
}

/** And one that was just settled, in the transaction that changed it. */
export async function countDebtSettled(
  tx: Tx,
  tenantId: TenantId,
  runId: string,
  state: "paid" | "lost",
): Promise<void> {
  await tx.$executeRaw`
    update run set stamps_owed = stamps_owed - 1, stamps_paid = stamps_paid + (${state} = 'paid')::int,
      stamps_lost = stamps_lost + (${state} = 'lost')::int
    where tenant_id = ${tenantId} and id = ${runId}`;
}

/** Of all tenants, those that have debts due. */
export async function tenantsWithDueStamps(tx: Tx, now: Date): Promise<TenantId[]> {
  const rows = await tx.$queryRaw<{ tenant_id: TenantId }[]>`select tenant_id from tenants_with_due_stamps(${now})`;
  return rows.map((row) => row.tenant_id);
}

/**
 * When the next open debt can be claimed: when it is due, and nobody has it. Null where there is none. Fewer are ever held at
 * once than are looked at here, so that one that nobody has is among them, if there is one.
 */
export async function nextDue(tx: Tx, tenantId: TenantId): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ due: Date | null }[]>`
    select min(greatest(next_try_at, coalesce(lease_until, next_try_at))) as due from (
      select next_try_at, lease_until from stamp_debt
      where tenant_id = ${tenantId} and state = 'open' order by next_try_at limit 1000) first`;
  return row?.due ?? null;
}
