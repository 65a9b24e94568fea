import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

/**
 * Objects whose same-path sidecar would be another object's too (`a.jpg` and `a.png` have one `a.c2pa`): how many, and the
 * first keys. Their stem by the same rule as `stemOf` in `lib/plan/writing-of.ts`.
 */
export async function sharedStems(
  tx: Tx,
  where: { tenantId: Id<"tenant">; inventoryId: Id<"inventory">; outputPrefixes: string[] },
  take: number,
): Promise<{ objects: number; firstKeys: string[] }> {
  const { tenantId, inventoryId, outputPrefixes } = where;
  const [row] = await tx.$queryRaw<{ objects: bigint | null; keys: string[] | null }[]>`
    select sum(n)::bigint as objects, (array_agg(first order by first))[1:${take}::int] as keys from (
      select count(*) as n, min(key) as first from inventory_object o
      where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
        and not exists (select 1 from unnest(${outputPrefixes}::text[]) p where starts_with(o.key, p))
      group by coalesce(substring(key from '^(.*[^/])[.][^./]*$'), key) having count(*) > 1
    ) shared`;
  return { objects: Number(row?.objects ?? 0), firstKeys: row?.keys ?? [] };
}
