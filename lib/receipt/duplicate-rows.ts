import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

export interface ExactDuplicates {
  read: bigint;
  groups: bigint;
  objects: bigint;
  bytes: bigint;
}

/**
 * By the newest receipt of each object that runs over an inventory have read. A receipt's bytes are canonical JSON, in which
 * a quote within a text is escaped: the pattern finds the member and nothing that somebody stated.
 */
export async function exactDuplicates(
  tx: Tx,
  tenantId: Id<"tenant">,
  inventoryId: Id<"inventory">,
): Promise<ExactDuplicates> {
  const [row] = await tx.$queryRaw<ExactDuplicates[]>`
    select coalesce(sum(n), 0)::bigint as read, count(*) filter (where n > 1) as groups,
      coalesce(sum(n - 1), 0)::bigint as objects, coalesce(sum((n - 1) * size_bytes), 0)::bigint as bytes
    from (
      select max(size_bytes) as size_bytes, count(*) as n from (
        select distinct on (i.key) i.key, i.size_bytes,
          substring(convert_from(r.body, 'UTF8') from '"content_sha256":"([0-9a-f]{64})"') as hash
        from plan p
        join run u on u.tenant_id = p.tenant_id and u.plan_id = p.id
        join receipt r on r.tenant_id = u.tenant_id and r.run_id = u.id
        join run_item i on i.tenant_id = r.tenant_id and i.run_id = r.run_id and i.seq = r.item_seq
        where p.tenant_id = ${tenantId} and p.inventory_id = ${inventoryId} and i.size_bytes > 0
        order by i.key, r.seq desc
      ) newest where hash is not null group by hash
    ) alike`;
  return row ?? { read: 0n, groups: 0n, objects: 0n, bytes: 0n };
}
