import { Prisma } from "../../prisma/generated/client.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

type Where = { tenantId: Id<"tenant">; id: Id<"inventory"> };
type Share = { objects: bigint; bytes: bigint };

export interface ObjectQuery {
  prefix?: string;
  mime?: string;
  /** Anywhere in the key, in any case of letters. */
  text?: string;
  after?: string;
  take: number;
}

/** In the order of the keys' primary key index. */
export function objectsAfter(tx: Tx, { tenantId, id }: Where, { prefix, mime, text, after, take }: ObjectQuery) {
  const wanted = [
    Prisma.sql`tenant_id = ${tenantId}`,
    Prisma.sql`inventory_id = ${id}`,
    ...(after === undefined ? [] : [Prisma.sql`key > ${after}`]),
    ...(prefix ? [Prisma.sql`starts_with(key, ${prefix})`] : []),
    ...(mime ? [Prisma.sql`mime = ${mime}`] : []),
    ...(text ? [Prisma.sql`position(lower(${text}) in lower(key)) > 0`] : []),
  ];
  return tx.$queryRaw<ObjectRow[]>`
    select key, etag, size_bytes as "sizeBytes", last_modified as "lastModified", storage_class as "storageClass", mime
    from inventory_object where ${Prisma.join(wanted, " and ")} order by key limit ${take}`;
}

export interface ObjectRow {
  key: string;
  etag: string;
  sizeBytes: bigint;
  lastModified: Date;
  storageClass: string;
  mime: string;
}

export async function totals(
  tx: Tx,
  { tenantId, id }: Where,
): Promise<Share & { oldest: Date | null; newest: Date | null }> {
  const rows = await tx.$queryRaw<(Share & { oldest: Date | null; newest: Date | null })[]>`
    select count(*) as objects, coalesce(sum(size_bytes), 0)::bigint as bytes, min(last_modified) as oldest, max(last_modified) as newest
    from inventory_object where tenant_id = ${tenantId} and inventory_id = ${id}`;
  return rows[0] ?? { objects: 0n, bytes: 0n, oldest: null, newest: null };
}

/** The most frequent types: a list may name a type of its own for each object. */
export function totalsByMime(tx: Tx, { tenantId, id }: Where, take: number) {
  return tx.$queryRaw<(Share & { mime: string })[]>`
    select mime, count(*) as objects, sum(size_bytes)::bigint as bytes
    from inventory_object where tenant_id = ${tenantId} and inventory_id = ${id}
    group by mime order by 2 desc, mime limit ${take}`;
}

/** Gives the database its statistics of what was just filled in: the questions that follow are planned by them. */
export async function analyzeObjects(tx: Tx, { id }: Where): Promise<void> {
  await tx.$executeRaw`select analyze_inventory_objects(${id})`;
}

/** The largest top-level prefixes, each with how many there are in all. */
export function totalsByPrefix(tx: Tx, { tenantId, id }: Where, take: number) {
  return tx.$queryRaw<(Share & { prefix: string; prefixes: bigint })[]>`
    select left(key, strpos(key, '/')) as prefix, count(*) as objects, sum(size_bytes)::bigint as bytes, count(*) over () as prefixes
    from inventory_object where tenant_id = ${tenantId} and inventory_id = ${id}
    group by 1 order by 2 desc, 1 limit ${take}`;
}

/** Objects beyond the first of each group with one ETag and size. Empty objects are all alike and count for nothing. */
export async function duplicateTotals(tx: Tx, { tenantId, id }: Where): Promise<Share & { groups: bigint }> {
  const rows = await tx.$queryRaw<(Share & { groups: bigint })[]>`
    select count(*) as groups, coalesce(sum(n - 1), 0)::bigint as objects, coalesce(sum((n - 1) * size_bytes), 0)::bigint as bytes
    from (select size_bytes, count(*) as n from inventory_object
      where tenant_id = ${tenantId} and inventory_id = ${id} and size_bytes > 0 and etag <> ''
      group by etag, size_bytes having count(*) > 1) g`;
  return rows[0] ?? { groups: 0n, objects: 0n, bytes: 0n };
}
