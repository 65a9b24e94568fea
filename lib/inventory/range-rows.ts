import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { type KeyRange, wholePrefix } from "./key-ranges.ts";

type Where = { tenantId: Id<"tenant">; id: Id<"inventory"> };

export async function insertRanges(tx: Tx, { tenantId, id }: Where, prefixes: readonly string[]): Promise<void> {
  const data = prefixes.map((prefix, seq) => ({ tenantId, inventoryId: id, ...wholePrefix(prefix, seq) }));
  await tx.inventoryRange.createMany({ data });
}

/** In the order in which they were made. */
export async function rangesOf(tx: Tx, { tenantId, id }: Where): Promise<KeyRange[]> {
  const rows = await tx.inventoryRange.findMany({ where: { tenantId, inventoryId: id }, orderBy: { seq: "asc" } });
  return rows.map(({ seq, prefix, after, upTo, last, done, objects }) => ({
    ...{ seq, prefix, after, upTo, last, done },
    objects: Number(objects),
  }));
}

/** Writes ranges as they are now, new ones included. */
export async function saveRanges(tx: Tx, { tenantId, id }: Where, ranges: readonly KeyRange[]): Promise<void> {
  const rows = ranges.map(({ upTo, ...range }) => ({ ...range, up_to: upTo }));
  await tx.$executeRaw`
    insert into inventory_range (tenant_id, inventory_id, seq, prefix, after, up_to, last, done, objects)
    select ${tenantId}, ${id}, seq, prefix, after, up_to, last, done, objects
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(seq int, prefix text, after text, up_to text, last text, done boolean, objects bigint)
    on conflict (tenant_id, inventory_id, seq) do update
    set up_to = excluded.up_to, last = excluded.last, done = excluded.done, objects = excluded.objects`;
}

/** How many ranges there are, and how many of them were listed to their end. */
export async function countRanges(tx: Tx, { tenantId, id }: Where): Promise<{ all: number; done: number }> {
  const where = { tenantId, inventoryId: id };
  return {
    all: await tx.inventoryRange.count({ where }),
    done: await tx.inventoryRange.count({ where: { ...where, done: true } }),
  };
}
