import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { MeteredUnit, ReadCounts } from "./schema.ts";

export interface UsageRow {
  run: string | null;
  item: number | null;
  unit: "vex";
  quantity: number;
  receipt: string;
  at: string;
}

export async function insertUsage(tx: Tx, tenantId: Id<"tenant">, rows: readonly UsageRow[]): Promise<void> {
  await tx.$executeRaw`
    insert into usage (tenant_id, run_id, item_seq, unit, quantity, receipt_id, at)
    select ${tenantId}, run, item, unit, quantity, receipt, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as u(run text, item int, unit text, quantity int, receipt text, at timestamptz)`;
}

/** Units by UTC month, newest first. A month is half-open and counted by the receipt's server time. */
export async function usageByMonth(
  tx: Tx,
  tenantId: Id<"tenant">,
): Promise<{ month: string; unit: string; quantity: bigint }[]> {
  return tx.$queryRaw`
    select to_char(date_trunc('month', at at time zone 'UTC'), 'YYYY-MM') as month, unit, sum(quantity)::bigint as quantity
    from usage where tenant_id = ${tenantId} group by 1, 2 order by 1 desc, 2`;
}

/** Units of one UTC month, `2026-11`: half-open, by the receipt's server time. */
export async function usageOfMonth(tx: Tx, tenantId: Id<"tenant">, unit: MeteredUnit, month: string): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ quantity: bigint }[]>`
    with bounds as (select (${month} || '-01')::timestamp as first)
    select coalesce(sum(quantity), 0)::bigint as quantity from usage, bounds
    where tenant_id = ${tenantId} and unit = ${unit}
      and at >= first at time zone 'UTC' and at < (first + interval '1 month') at time zone 'UTC'`;
  return row?.quantity ?? 0n;
}

/** Adds to what was read for a subject in a month. */
export async function addReads(
  tx: Tx,
  tenantId: Id<"tenant">,
  subject: string,
  month: string,
  reads: ReadCounts,
): Promise<void> {
  const { list, head, get, bytesIn, mediaMs } = reads;
  await tx.$executeRaw`
    insert into metered_read as m (tenant_id, month, subject, list, head, get, bytes_in, media_ms)
    values (${tenantId}, ${month}, ${subject}, ${list}::bigint, ${head}::bigint, ${get}::bigint, ${bytesIn}::bigint, ${mediaMs}::bigint)
    on conflict (tenant_id, subject, month) do update set list = m.list + excluded.list, head = m.head + excluded.head,
      get = m.get + excluded.get, bytes_in = m.bytes_in + excluded.bytes_in, media_ms = m.media_ms + excluded.media_ms`;
}

/** What was read for each of these subjects, over all months. One that nothing was read for is not there. */
export async function readsOf(
  tx: Tx,
  tenantId: Id<"tenant">,
  subjects: readonly string[],
): Promise<Map<string, ReadCounts>> {
  const rows = await tx.$queryRaw<SummedReads<{ subject: string }>[]>`
    select subject, sum(list)::bigint as list, sum(head)::bigint as head, sum(get)::bigint as get,
      sum(bytes_in)::bigint as "bytesIn", sum(media_ms)::bigint as "mediaMs"
    from metered_read where tenant_id = ${tenantId} and subject = any(${[...subjects]}::text[]) group by subject`;
  return new Map(rows.map((row) => [row.subject, countsOf(row)]));
}

/** What was read outside runs, by UTC month, newest first. */
export async function readsByMonth(
  tx: Tx,
  tenantId: Id<"tenant">,
): Promise<{ month: string; subjects: number; reads: ReadCounts }[]> {
  const rows = await tx.$queryRaw<SummedReads<{ month: string; subjects: number }>[]>`
    select month, count(*)::int as subjects, sum(list)::bigint as list, sum(head)::bigint as head, sum(get)::bigint as get,
      sum(bytes_in)::bigint as "bytesIn", sum(media_ms)::bigint as "mediaMs"
    from metered_read where tenant_id = ${tenantId} group by month order by month desc`;
  return rows.map((row) => ({ month: row.month, subjects: row.subjects, reads: countsOf(row) }));
}

type SummedReads<Of> = Of & Record<keyof ReadCounts, bigint>;

function countsOf({ list, head, get, bytesIn, mediaMs }: Record<keyof ReadCounts, bigint>): ReadCounts {
  return {
    list: Number(list),
    head: Number(head),
    get: Number(get),
    bytesIn: Number(bytesIn),
    mediaMs: Number(mediaMs),
  };
}
