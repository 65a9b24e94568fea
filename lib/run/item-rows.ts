import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { sliceObjects } from "./schema.ts";

export interface ClaimedItem {
  seq: number;
  key: string;
  etag: string;
  sizeBytes: number;
  mime: string;
  attempts: number;
}

/**
 * Claims up to `limit` due rows of a slice under a lease: pending ones, and leased ones whose lease is over. Another
 * claimer at the same moment gets other rows. The attempt is counted here, before the work.
 */
export async function claimItems(
  tx: Tx,
  claim: { tenantId: Id<"tenant">; runId: Id<"run">; slice: number; limit: number; token: string; leaseMs: number },
): Promise<ClaimedItem[]> {
  const rows = await tx.$queryRaw<(Omit<ClaimedItem, "sizeBytes"> & { sizeBytes: bigint })[]>`
    update run_item set state = 'leased', attempts = attempts + 1, lease_token = ${claim.token},
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond', not_before = null
    where tenant_id = ${claim.tenantId} and run_id = ${claim.runId} and seq in (
      select seq from run_item
      where tenant_id = ${claim.tenantId} and run_id = ${claim.runId} and slice = ${claim.slice}
        and ((state = 'pending' and (not_before is null or not_before <= clock_timestamp()))
          or (state = 'leased' and lease_until < clock_timestamp()))
      order by seq limit ${claim.limit} for update skip locked)
    returning seq, key, etag, size_bytes as "sizeBytes", mime, attempts`;
  return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) })).sort((a, b) => a.seq - b.seq);
}

/** Lengthens the lease of what is still held under the token. */
export async function renewLease(
  tx: Tx,
  lease: { tenantId: Id<"tenant">; runId: Id<"run">; token: string; leaseMs: number },
): Promise<void> {
  await tx.$executeRaw`
    update run_item set lease_until = clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond'
    where tenant_id = ${lease.tenantId} and run_id = ${lease.runId} and state = 'leased' and lease_token = ${lease.token}`;
}

/** Gives back rows that were claimed and not begun: the attempt was not made after all. */
export async function giveBack(
  tx: Tx,
  lease: { tenantId: Id<"tenant">; runId: Id<"run">; token: string },
  seqs: number[],
): Promise<void> {
  if (seqs.length === 0) return;
  await tx.$executeRaw`
    update run_item set state = 'pending', attempts = attempts - 1, lease_token = null, lease_until = null
    where tenant_id = ${lease.tenantId} and run_id = ${lease.runId} and state = 'leased' and lease_token = ${lease.token}
      and seq = any(${seqs})`;
}

export interface SettledRow {
  seq: number;
  outcome: "signed" | "skipped" | "failed";
  why: string | null;
  detail: string | null;
  receiptId: string | null;
  bytes: number;
}

/** Locks the rows that are still held under the token, and tells which: the fence of a settling transaction. */
export async function heldSeqs(
  tx: Tx,
  lease: { tenantId: Id<"tenant">; runId: Id<"run">; token: string },
  seqs: number[],
): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ seq: number }[]>`
    select seq from run_item
    where tenant_id = ${lease.tenantId} and run_id = ${lease.runId} and seq = any(${seqs})
      and state = 'leased' and lease_token = ${lease.token}
    order by seq for update`;
  return new Set(rows.map((row) => row.seq));
}

export async function settleItems(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  rows: readonly SettledRow[],
): Promise<void> {
  await tx.$executeRaw`
    update run_item i set state = 'settled', outcome = r.outcome, why = r.why, detail = r.detail, receipt_id = r."receiptId",
      settled_at = clock_timestamp(), lease_token = null, lease_until = null, not_before = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(seq int, outcome text, why text, detail text, "receiptId" text)
    where i.tenant_id = ${tenantId} and i.run_id = ${runId} and i.seq = r.seq`;
}

export async function postponeItems(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  rows: readonly { seq: number; delayMs: number; why: string; detail: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update run_item i set state = 'pending', why = r.why, detail = r.detail, lease_token = null, lease_until = null,
      not_before = clock_timestamp() + r."delayMs" * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(seq int, "delayMs" int, why text, detail text)
    where i.tenant_id = ${tenantId} and i.run_id = ${runId} and i.seq = r.seq`;
}

/** How a slice stands. `waitMs` is when the next row falls due, where none is due now; null where all are settled. */
export async function sliceStanding(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  slice: number,
): Promise<{ left: number; due: number; waitMs: number | null }> {
  const [row] = await tx.$queryRaw<{ left: bigint; due: bigint; wait: number | null }[]>`
    select count(*) as left,
      count(*) filter (where coalesce(case state when 'pending' then not_before else lease_until end, '-infinity') <= clock_timestamp()) as due,
      (extract(epoch from min(case state when 'pending' then not_before else lease_until end) - clock_timestamp()) * 1000)::float8 as wait
    from run_item where tenant_id = ${tenantId} and run_id = ${runId} and slice = ${slice} and state in ('pending', 'leased')`;
  const left = Number(row?.left ?? 0);
  return { left, due: Number(row?.due ?? 0), waitMs: left === 0 ? null : Math.max(0, Math.ceil(row?.wait ?? 0)) };
}

/** Slices that still have rows to settle, in order. */
export async function unsettledSlices(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ slice: number }[]>`
    select distinct slice from run_item
    where tenant_id = ${tenantId} and run_id = ${runId} and slice > ${after} and state in ('pending', 'leased')
    order by slice limit ${limit}`;
  return rows.map((row) => row.slice);
}

/** One `insert … select` from the inventory, in key order, leaving out what lies under the run's own output prefixes. */
export async function fillItems(
  tx: Tx,
  fill: { tenantId: Id<"tenant">; runId: Id<"run">; inventoryId: string; outputPrefixes: string[] },
): Promise<{ objects: bigint; bytes: bigint; slices: number }> {
  await tx.$executeRaw`
    insert into run_item (tenant_id, run_id, seq, slice, key, etag, size_bytes, mime)
    select tenant_id, ${fill.runId}, n, (n - 1) / ${sliceObjects}::int, key, etag, size_bytes, mime from (
      select o.*, (row_number() over (order by key))::int as n from inventory_object o
      where tenant_id = ${fill.tenantId} and inventory_id = ${fill.inventoryId}
        and not exists (select 1 from unnest(${fill.outputPrefixes}::text[]) p where starts_with(o.key, p))
    ) o`;
  const [row] = await tx.$queryRaw<{ objects: bigint; bytes: bigint | null; slices: number | null }[]>`
    select count(*) as objects, sum(size_bytes)::bigint as bytes, max(slice) + 1 as slices
    from run_item where tenant_id = ${fill.tenantId} and run_id = ${fill.runId}`;
  return { objects: row?.objects ?? 0n, bytes: row?.bytes ?? 0n, slices: row?.slices ?? 0 };
}

/** How many rows are held under a lease that is not over. */
export async function liveLeases(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: bigint }[]>`
    select count(*) as n from run_item
    where tenant_id = ${tenantId} and run_id = ${runId} and state = 'leased' and lease_until > clock_timestamp()`;
  return Number(row?.n ?? 0);
}
