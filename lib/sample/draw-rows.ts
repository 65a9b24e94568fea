import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { Stratifier } from "./schema.ts";
import type { Cell } from "./strata.ts";

/*
 * The part of the rows that walks a whole inventory. All of it is aggregated or ranked inside the database, so that an
 * inventory of a million objects costs this process a few thousand cells and the sample itself.
 */

/** How many media types and prefixes are told apart; those of fewer objects are one, written `*`. */
const kindsMax = 20;

export interface Traits {
  tenantId: Id<"tenant">;
  inventoryId: string;
  stratify: readonly Stratifier[];
  /** The nine borders between the ten size deciles. */
  edges: bigint[];
  mimes: string[];
  prefixes: string[];
}

export async function readTraits(
  tx: Tx,
  tenantId: Id<"tenant">,
  inventoryId: string,
  stratify: readonly Stratifier[],
): Promise<Traits> {
  const [row] = await tx.$queryRaw<{ edges: bigint[] | null }[]>`
    select percentile_disc(array[.1, .2, .3, .4, .5, .6, .7, .8, .9]) within group (order by size_bytes) as edges
    from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}`;
  const mimes = await tx.$queryRaw<{ name: string }[]>`
    select mime as name from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
    group by mime order by count(*) desc, mime collate "C" limit ${kindsMax}`;
  const prefixes = await tx.$queryRaw<{ name: string }[]>`
    select coalesce(substring(key from '^[^/]*/'), '') as name from inventory_object
    where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
    group by 1 order by count(*) desc, coalesce(substring(key from '^[^/]*/'), '') collate "C" limit ${kindsMax}`;
  return {
    tenantId,
    inventoryId,
    stratify,
    edges: (row?.edges ?? []).map(BigInt),
    mimes: mimes.map(({ name }) => name),
    prefixes: prefixes.map(({ name }) => name),
  };
}

/** Traits that the sample does not stratify by are the same for all objects, and null in the answer. */
export async function readCells(tx: Tx, traits: Traits): Promise<Cell[]> {
  const { tenantId, inventoryId, stratify, edges, mimes, prefixes } = traits;
  const by = flags(stratify);
  const rows = await tx.$queryRaw<RawCell[]>`
    select mime, decile, prefix, month, count(*) as population, sum(size_bytes)::bigint as bytes from (
      select size_bytes,
        case when not ${by.mime} then '' when mime = any(${mimes}::text[]) then mime else '*' end as mime,
        case when ${by.size} then width_bucket(size_bytes, ${edges}::bigint[]) else -1 end as decile,
        case when not ${by.prefix} then '' when coalesce(substring(key from '^[^/]*/'), '') = any(${prefixes}::text[])
          then coalesce(substring(key from '^[^/]*/'), '') else '*' end as prefix,
        case when ${by.date} then to_char(last_modified at time zone 'UTC', 'YYYY-MM') else '' end as month
      from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
    ) o group by mime, decile, prefix, month
    order by mime collate "C", decile, prefix collate "C", month`;
  return rows.map((row) => ({
    mime: by.mime ? row.mime : null,
    decile: by.size ? row.decile : null,
    prefix: by.prefix ? row.prefix : null,
    month: by.date ? row.month : null,
    population: Number(row.population),
    bytes: BigInt(row.bytes),
  }));
}

interface RawCell {
  mime: string;
  decile: number;
  prefix: string;
  month: string;
  population: bigint;
  bytes: bigint;
}

/** Which stratum a cell belongs to, and how many objects are drawn of that stratum. */
export interface CellPlan {
  cell: Cell;
  stratum: string;
  planned: number;
}

/** Draws by the rule of `draw-sample.ts`, straight into the sample's rows. Returns how many. */
export async function drawRows(
  tx: Tx,
  draw: Traits & { sampleId: Id<"sample">; seed: string; plan: CellPlan[] },
): Promise<number> {
  const { tenantId, inventoryId, sampleId, seed, stratify, edges, mimes, prefixes } = draw;
  const by = flags(stratify);
  const cells = draw.plan.map(({ cell, stratum, planned }) => ({
    mime: cell.mime ?? "",
    decile: cell.decile ?? -1,
    prefix: cell.prefix ?? "",
    month: cell.month ?? "",
    stratum,
    planned,
  }));
  // Equality on values that are never null, so that the join is a hash join.
  return tx.$executeRaw`
    insert into sample_object (tenant_id, sample_id, key, etag, size_bytes, mime, stratum)
    select ${tenantId}, ${sampleId}, key, etag, size_bytes, mime, stratum from (
      select o.key, o.etag, o.size_bytes, o.mime, c.stratum, c.planned,
        row_number() over (partition by c.stratum order by md5(${seed} || chr(10) || o.key) collate "C", o.key collate "C") as place
      from (
        select key, etag, size_bytes, mime,
          case when not ${by.mime} then '' when mime = any(${mimes}::text[]) then mime else '*' end as t_mime,
          case when ${by.size} then width_bucket(size_bytes, ${edges}::bigint[]) else -1 end as t_decile,
          case when not ${by.prefix} then '' when coalesce(substring(key from '^[^/]*/'), '') = any(${prefixes}::text[])
            then coalesce(substring(key from '^[^/]*/'), '') else '*' end as t_prefix,
          case when ${by.date} then to_char(last_modified at time zone 'UTC', 'YYYY-MM') else '' end as t_month
        from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
      ) o
      join jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
        as c(mime text, decile int, prefix text, month text, stratum text, planned int)
        on o.t_mime = c.mime and o.t_decile = c.decile and o.t_prefix = c.prefix and o.t_month = c.month
    ) ranked where place <= planned
    on conflict do nothing`;
}

function flags(stratify: readonly Stratifier[]): Record<Stratifier, boolean> {
  return {
    mime: stratify.includes("mime"),
    size: stratify.includes("size"),
    prefix: stratify.includes("prefix"),
    date: stratify.includes("date"),
  };
}
