import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

export interface ItemQuery {
  outcome?: "signed" | "skipped" | "failed" | "open";
  why?: string;
  prefix?: string;
  after: number;
  limit: number;
}

/** Objects of a run in the order of their keys, which is that of their numbers: no filter ever reads what is not asked for. */
export async function pageItems(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">, query: ItemQuery) {
  const { outcome, why, prefix, after, limit } = query;
  const range = prefix ? await rangeOfPrefix(tx, tenantId, runId, prefix) : null;
  return tx.runItem.findMany({
    where: {
      tenantId,
      runId,
      seq: range ? { gt: Math.max(after, range.from - 1), lt: range.to } : { gt: after },
      ...(outcome === "open" ? { outcome: null } : outcome ? { outcome } : {}),
      ...(why ? { why } : {}),
      ...(prefix ? { key: { startsWith: inPattern(prefix) } } : {}),
    },
    orderBy: { seq: "asc" },
    take: limit,
  });
}
export type ItemRow = Awaited<ReturnType<typeof pageItems>>[number];

/** Prisma makes a pattern of LIKE from it, and leaves what has a meaning there as it is. */
const inPattern = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/**
 * The numbers of the objects whose keys begin with `prefix`, `to` left out. Rows are numbered without a gap in the order of their keys, so
 * that both ends are found by halving: some twenty look-ups each in a million rows (one row at a time, by a limit that keeps them from
 * being joined as wholes), and no index that every row would have to be in. A database that does not sort by bytes has no such ends: there it is all rows, and the filter does the rest.
 */
async function rangeOfPrefix(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
  prefix: string,
): Promise<{ from: number; to: number }> {
  const [row] = await tx.$queryRaw<{ from: number; to: number; last: number; bytewise: boolean }[]>`
    with recursive whole as materialized (
      select coalesce(max(seq), 0) as last from run_item where tenant_id = ${tenantId} and run_id = ${runId}
    ), beginning (low, high) as (
      select 1, last + 1 from whole
      union all
      select case when i.key < ${prefix} then i.seq + 1 else b.low end, case when i.key < ${prefix} then b.high else i.seq end
      from beginning b cross join lateral (
        select seq, key from run_item
        where tenant_id = ${tenantId} and run_id = ${runId} and seq = (b.low + b.high) / 2 limit 1) i
      where b.low < b.high
    ), ending (low, high) as (
      (select low, last + 1 from beginning, whole order by high - low limit 1)
      union all
      select case when starts_with(i.key, ${prefix}) then i.seq + 1 else e.low end,
        case when starts_with(i.key, ${prefix}) then e.high else i.seq end
      from ending e cross join lateral (
        select seq, key from run_item
        where tenant_id = ${tenantId} and run_id = ${runId} and seq = (e.low + e.high) / 2 limit 1) i
      where e.low < e.high
    )
    select (select low from beginning order by high - low limit 1) as "from",
      (select low from ending order by high - low limit 1) as "to", (select last from whole) as last, 'B' < 'a' as bytewise`;
  if (!row) return { from: 1, to: 1 };
  return row.bytewise ? row : { from: 1, to: row.last + 1 };
}

export async function reasonCounts(
  tx: Tx,
  tenantId: Id<"tenant">,
  runId: Id<"run">,
): Promise<{ outcome: string; why: string | null; objects: bigint; bytes: bigint }[]> {
  return tx.$queryRaw`
    select outcome, why, count(*) as objects, sum(size_bytes)::bigint as bytes from run_item
    where tenant_id = ${tenantId} and run_id = ${runId} and outcome is not null
    group by outcome, why order by outcome, objects desc, why`;
}
