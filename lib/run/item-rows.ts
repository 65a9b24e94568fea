import type { Id } from "../kernel/ids.ts";
import type { FailReason } from "../kernel/outcome.ts";
import { fieldsOfKeys } from "../metadata/rows.ts";
import type { Tx } from "../ports/ctx.ts";
import type { Meant } from "./adopt-replaced.ts";
import { sliceObjects } from "./schema.ts";

export interface ClaimedItem {
  seq: number;
  key: string;
  etag: string;
  sizeBytes: number;
  mime: string;
  /** This attempt included. */
  attempts: number;
  /** How often the store asked to slow down in place of serving it. */
  slowed: number;
  /** Why the attempt before failed; null for a first one, and where an attempt ended without a word. */
  lastWhy: FailReason | null;
  /** The plan's values for this object; null where the plan has none, or none for it. */
  fields: ReadonlyMap<string, string> | null;
  /** Whether a same-path sidecar would be this object's alone. */
  sidecar: boolean;
  /** What an earlier attempt was about to put in the object's place; null where there was none. */
  meant: Meant | null;
  /** Its lease ran out under another claimer. */
  takenOver: boolean;
}

/** The numbers of a slice's rows, both ends included: so many of a million are looked at, and no more. */
const numbersOf = (slice: number) => ({ first: slice * sliceObjects + 1, last: (slice + 1) * sliceObjects });

/**
 * Claims up to `limit` due rows of a slice under a lease: pending ones, and leased ones whose lease is over. Another
 * claimer at the same moment gets other rows. The attempt is counted here, before the work. Chosen in a materialized
 * part: as a subquery they might be chosen again for each row that is joined, and the limit with them. Looked up by the
 * array of their numbers: a join alone may read the run's every row, which Postgres has no statistics of when it begins.
 */
export async function claimItems(
  tx: Tx,
  claim: {
    tenantId: Id<"tenant">;
    runId: Id<"run">;
    slice: number;
    limit: number;
    token: string;
    leaseMs: number;
    /** Where the objects' values are: read with the claim, so that no object costs a round trip of its own. */
    fieldSetId: Id<"fieldSet"> | null;
  },
): Promise<ClaimedItem[]> {
  const { first, last } = numbersOf(claim.slice);
  const rows = await tx.$queryRaw<(Omit<ClaimedItem, "sizeBytes" | "fields"> & { sizeBytes: bigint })[]>`
    with due as materialized (
      select seq, state = 'leased' as "takenOver" from run_item
      where tenant_id = ${claim.tenantId} and run_id = ${claim.runId} and seq between ${first} and ${last} and outcome is null
        and ((state = 'pending' and (not_before is null or not_before <= clock_timestamp()))
          or (state = 'leased' and lease_until < clock_timestamp()))
      order by seq limit ${claim.limit} for update skip locked
    )
    update run_item i set state = 'leased', attempts = attempts + 1, lease_token = ${claim.token},
      lease_until = clock_timestamp() + ${claim.leaseMs} * interval '1 millisecond', not_before = null
    from due where i.tenant_id = ${claim.tenantId} and i.run_id = ${claim.runId} and i.seq = due.seq
      and i.seq = any(array(select seq from due))
    returning i.seq, i.key, i.etag, i.size_bytes as "sizeBytes", i.mime, i.attempts, i.slowed, i.why as "lastWhy", i.sidecar, i.meant,
      due."takenOver"`;
  const keys = claim.fieldSetId === null ? [] : rows.map(({ key }) => key);
  const fields = claim.fieldSetId ? await fieldsOfKeys(tx, claim.tenantId, claim.fieldSetId, keys) : new Map();
  return rows
    .map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes), fields: fields.get(row.key) ?? null }))
    .sort((a, b) => a.seq - b.seq);
}

/**
 * Lengthens the lease of what is still held under the token. Rows that are being settled at this moment are left out:
 * waiting for them could close a circle with the transaction that settles them, which locks in another order. Chosen in a
 * materialized part, as in a claim: as a subquery they were chosen again for each of the run's rows, and a renewal took minutes.
 */
export async function renewLease(
  tx: Tx,
  lease: { tenantId: Id<"tenant">; runId: Id<"run">; slice: number; token: string; leaseMs: number },
): Promise<void> {
  const { first, last } = numbersOf(lease.slice);
  await tx.$executeRaw`
    with held as materialized (
      select seq from run_item
      where tenant_id = ${lease.tenantId} and run_id = ${lease.runId} and state = 'leased' and seq between ${first} and ${last}
        and lease_token = ${lease.token} for update skip locked
    )
    update run_item set lease_until = clock_timestamp() + ${lease.leaseMs} * interval '1 millisecond'
    where tenant_id = ${lease.tenantId} and run_id = ${lease.runId} and seq = any(array(select seq from held))`;
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

/**
 * Writes down what is meant for a row before the put. Without the lease's fence: for one row of one run it is always the
 * same, whoever writes it.
 */
export async function noteMeant(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  seq: number,
  meant: Meant,
): Promise<void> {
  await tx.$executeRaw`
    update run_item set meant = ${JSON.stringify(meant)}::jsonb
    where tenant_id = ${tenantId} and run_id = ${runId} and seq = ${seq}`;
}

/** Marks the rows whose same-path sidecar would be another's too: the rule of `stemOf` in `lib/plan/writing-of.ts`. */
export async function markSharedStems(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<void> {
  await tx.$executeRaw`
    update run_item i set sidecar = false from (
      select coalesce(substring(key from '^(.*[^/])[.][^./]*$'), key) as stem from run_item
      where tenant_id = ${tenantId} and run_id = ${runId} group by 1 having count(*) > 1
    ) shared
    where i.tenant_id = ${tenantId} and i.run_id = ${runId} and coalesce(substring(i.key from '^(.*[^/])[.][^./]*$'), i.key) = shared.stem`;
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

/** Looked up by the array of their numbers, as in a claim. */
export async function settleItems(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  rows: readonly SettledRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update run_item i set state = 'settled', outcome = r.outcome, why = r.why, detail = r.detail, receipt_id = r."receiptId",
      settled_at = clock_timestamp(), lease_token = null, lease_until = null, not_before = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(seq int, outcome text, why text, detail text, "receiptId" text)
    where i.tenant_id = ${tenantId} and i.run_id = ${runId} and i.seq = r.seq and i.seq = any(${rows.map(({ seq }) => seq)})`;
}

/** Puts rows off. One that is `free` was no attempt: the store asked to slow down, and did nothing with it. */
export async function postponeItems(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  rows: readonly { seq: number; delayMs: number; why: string; detail: string; free: boolean }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update run_item i set state = 'pending', why = r.why, detail = r.detail, lease_token = null, lease_until = null,
      not_before = clock_timestamp() + r."delayMs" * interval '1 millisecond',
      attempts = i.attempts - r.free::int, slowed = i.slowed + r.free::int
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(seq int, "delayMs" int, why text, detail text, free boolean)
    where i.tenant_id = ${tenantId} and i.run_id = ${runId} and i.seq = r.seq and i.seq = any(${rows.map(({ seq }) => seq)})`;
}

/** How a slice stands. `waitMs` is 0 where a row is due now, else the time until the next one is; null where all are settled. */
export async function sliceStanding(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  slice: number,
): Promise<{ left: number; waitMs: number | null }> {
  const { first, last } = numbersOf(slice);
  // A pending row without a time is due: left out of the minimum, one row that backs off would hold up all the others.
  const [row] = await tx.$queryRaw<{ left: bigint; wait: number | null }[]>`
    select count(*) as left,
      (extract(epoch from min(coalesce(case state when 'pending' then not_before else lease_until end, clock_timestamp()))
        - clock_timestamp()) * 1000)::float8 as wait
    from run_item where tenant_id = ${tenantId} and run_id = ${runId} and seq between ${first} and ${last} and outcome is null`;
  const left = Number(row?.left ?? 0);
  return { left, waitMs: left === 0 ? null : Math.max(0, Math.ceil(row?.wait ?? 0)) };
}

/**
 * For each of the slices `from` to `to`, the first one at or after it, going on by `stride`, that still has rows to settle. A
 * probe of the index for each slice, and none of the rows: a series comes in its order, and its limit ends the probing.
 */
export async function openSlices(
  tx: Tx,
  {
    tenantId,
    runId,
    from,
    to,
    stride,
  }: { tenantId: Id<"tenant">; runId: Id<"run">; from: number; to: number; stride: number },
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ slice: number }[]>`
    select open.slice from run cross join generate_series(${from}::int, ${to}::int) first
    cross join lateral (
      select s as slice from generate_series(first, run.slices - 1, ${stride}::int) s
      where exists (select 1 from run_item i where i.tenant_id = run.tenant_id and i.run_id = run.id and i.outcome is null
        and i.seq between s * ${sliceObjects}::int + 1 and (s + 1) * ${sliceObjects}::int)
      limit 1) open
    where run.tenant_id = ${tenantId} and run.id = ${runId} order by 1`;
  return rows.map((row) => row.slice);
}

/**
 * Adds the next `limit` objects of the inventory, in key order, after those that are there, leaving out what lies under
 * the run's own output prefixes. Fewer than `limit` means that these were the last ones.
 */
export async function fillItems(
  tx: Tx,
  fill: { tenantId: Id<"tenant">; runId: Id<"run">; inventoryId: string; outputPrefixes: string[]; limit: number },
): Promise<{ objects: number; bytes: bigint; slices: number }> {
  const { tenantId, runId, inventoryId, outputPrefixes, limit } = fill;
  const [row] = await tx.$queryRaw<{ objects: number; bytes: bigint | null; lastSeq: number | null }[]>`
    with last as (
      select coalesce(max(seq), 0) as seq, coalesce(max(key), '') as key from (
        select seq, key from run_item where tenant_id = ${tenantId} and run_id = ${runId} order by seq desc limit 1) r
    ), added as (
      insert into run_item (tenant_id, run_id, seq, key, etag, size_bytes, mime)
      select tenant_id, ${runId}, n, key, etag, size_bytes, mime from (
        select o.*, ((select seq from last) + row_number() over (order by key))::int as n from inventory_object o
        where tenant_id = ${tenantId} and inventory_id = ${inventoryId} and key > (select key from last)
          and not exists (select 1 from unnest(${outputPrefixes}::text[]) p where starts_with(o.key, p))
        order by key limit ${limit}
      ) o returning size_bytes, seq
    )
    select count(*)::int as objects, sum(size_bytes)::bigint as bytes, max(seq) as "lastSeq" from added`;
  return { objects: row?.objects ?? 0, bytes: row?.bytes ?? 0n, slices: Math.ceil((row?.lastSeq ?? 0) / sliceObjects) };
}

/** The rows that are held under a lease that is not over: how many, and how large the largest is. */
export async function liveLeases(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
): Promise<{ objects: number; bytesMax: number }> {
  const [row] = await tx.$queryRaw<{ n: bigint; most: bigint | null }[]>`
    select count(*) as n, max(size_bytes) as most from run_item
    where tenant_id = ${tenantId} and run_id = ${runId} and state = 'leased' and lease_until > clock_timestamp()`;
  return { objects: Number(row?.n ?? 0), bytesMax: Number(row?.most ?? 0) };
}

/**
 * Takes back what is held under leases that are over, so that nothing settles after a run has ended, and tells how many
 * rows are still held. Rows that somebody is settling at this moment count as held: whoever settles them looks again.
 */
export async function takeBackOverdue(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<number> {
  await tx.$executeRaw`
    with overdue as materialized (
      select seq from run_item
      where tenant_id = ${tenantId} and run_id = ${runId} and state = 'leased' and lease_until <= clock_timestamp()
      for update skip locked
    )
    update run_item set state = 'pending', lease_token = null, lease_until = null
    where tenant_id = ${tenantId} and run_id = ${runId} and seq = any(array(select seq from overdue))`;
  const [row] = await tx.$queryRaw<{ n: bigint }[]>`
    select count(*) as n from run_item where tenant_id = ${tenantId} and run_id = ${runId} and state = 'leased'`;
  return Number(row?.n ?? 0);
}
