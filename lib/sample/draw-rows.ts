import { Prisma } from "../../prisma/generated/client.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { rankBelow } from "./rank-below.ts";
import type { Stratifier } from "./schema.ts";
import { type Cell, largestFrom } from "./strata.ts";

/*
 * The part of the rows that walks a whole inventory. All of it is aggregated or ranked inside the database, so that an
 * inventory of a million objects costs this process a few thousand cells and the sample itself.
 */

/** How many media types and prefixes are told apart; those of fewer objects are one, written `*`. */
const kindsMax = 20;
/** How far back from the newest object months are told apart; what is older is one. A list may claim any time since the year 1. */
const monthsMax = 120;

export interface Traits {
  tenantId: Id<"tenant">;
  inventoryId: string;
  stratify: readonly Stratifier[];
  /** The nine borders between the ten size deciles, and one above them where there are objects that are all to be drawn. */
  edges: bigint[];
  mimes: string[];
  prefixes: string[];
  /** The first month that is told apart. */
  monthsFrom: string;
}

export async function readTraits(
  tx: Tx,
  tenantId: Id<"tenant">,
  inventoryId: string,
  stratify: readonly Stratifier[],
  wanted: number,
): Promise<Traits> {
  const [row] = await tx.$queryRaw<{ edges: bigint[] | null; bytes: bigint; monthsFrom: string | null }[]>`
    select percentile_disc(array[.1, .2, .3, .4, .5, .6, .7, .8, .9]) within group (order by size_bytes) as edges,
      coalesce(sum(size_bytes), 0)::bigint as bytes,
      to_char(greatest(max(last_modified) at time zone 'UTC' - ${monthsMax - 1} * interval '1 month', timestamp '0001-01-01'),
        'YYYY-MM') as "monthsFrom"
    from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}`;
  const mimes = await tx.$queryRaw<{ name: string }[]>`
    select mime as name from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
    group by mime order by count(*) desc, mime collate "C" limit ${kindsMax}`;
  const prefixes = await tx.$queryRaw<{ name: string }[]>`
    select coalesce(substring(key from '^[^/]*/'), '') as name from inventory_object
    where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
    group by 1 order by count(*) desc, coalesce(substring(key from '^[^/]*/'), '') collate "C" limit ${kindsMax}`;
  const deciles = (row?.edges ?? []).map(BigInt);
  const from = largestFrom(BigInt(row?.bytes ?? 0), wanted);
  return {
    tenantId,
    inventoryId,
    stratify,
    edges: from > (deciles.at(-1) ?? from) ? [...deciles, from] : deciles,
    mimes: mimes.map(({ name }) => name),
    prefixes: prefixes.map(({ name }) => name),
    monthsFrom: row?.monthsFrom ?? "",
  };
}

/** The four traits of a row of `inventory_object`, as columns that are never null: `''` and -1 where not stratified by. */
function traitColumns({ stratify, edges, mimes, prefixes, monthsFrom }: Traits): Prisma.Sql {
  const month = Prisma.sql`to_char(last_modified at time zone 'UTC', 'YYYY-MM')`;
  const prefix = Prisma.sql`coalesce(substring(key from '^[^/]*/'), '')`;
  const has = (trait: Stratifier) => stratify.includes(trait);
  return Prisma.join([
    has("mime")
      ? Prisma.sql`case when mime = any(${mimes}::text[]) then mime else '*' end as t_mime`
      : Prisma.sql`'' as t_mime`,
    has("size") ? Prisma.sql`width_bucket(size_bytes, ${edges}::bigint[]) as t_decile` : Prisma.sql`-1 as t_decile`,
    has("prefix")
      ? Prisma.sql`case when ${prefix} = any(${prefixes}::text[]) then ${prefix} else '*' end as t_prefix`
      : Prisma.sql`'' as t_prefix`,
    has("date")
      ? Prisma.sql`case when ${month} >= ${monthsFrom} collate "C" then ${month} else '*' end as t_month`
      : Prisma.sql`'' as t_month`,
  ]);
}

/** Traits that the sample does not stratify by are the same for all objects, and null in the answer. */
export async function readCells(tx: Tx, traits: Traits): Promise<Cell[]> {
  const { tenantId, inventoryId, stratify } = traits;
  const rows = await tx.$queryRaw<RawCell[]>`
    select t_mime as mime, t_decile as decile, t_prefix as prefix, t_month as month,
      count(*) as population, sum(size_bytes)::bigint as bytes
    from (
      select size_bytes, ${traitColumns(traits)}
      from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
    ) o group by t_mime, t_decile, t_prefix, t_month
    order by t_mime collate "C", t_decile, t_prefix collate "C", t_month`;
  const has = (trait: Stratifier) => stratify.includes(trait);
  return rows.map((row) => ({
    mime: has("mime") ? row.mime : null,
    decile: has("size") ? row.decile : null,
    prefix: has("prefix") ? row.prefix : null,
    month: has("date") ? row.month : null,
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

/**
 * Draws by the rule of `draw-sample.ts`, straight into the sample's rows. Returns how many were drawn of each stratum. Of a
 * large stratum only objects that come early enough by chance are put in order; should these be too few, which is all but
 * impossible, it is drawn again from all of its objects.
 */
export async function drawRows(
  tx: Tx,
  draw: Traits & { sampleId: Id<"sample">; seed: string; plan: CellPlan[] },
): Promise<Map<string, number>> {
  const drawn = await drawSome(tx, draw, rankBelow);
  const short = draw.plan.filter(({ stratum, planned }) => (drawn.get(stratum) ?? 0) < planned);
  if (short.length > 0)
    for (const [stratum, more] of await drawSome(tx, { ...draw, plan: short }, () => null))
      drawn.set(stratum, (drawn.get(stratum) ?? 0) + more);
  return drawn;
}

async function drawSome(
  tx: Tx,
  draw: Traits & { sampleId: Id<"sample">; seed: string; plan: CellPlan[] },
  below: (planned: number, population: number) => string | null,
): Promise<Map<string, number>> {
  const { tenantId, inventoryId, sampleId, seed } = draw;
  const populations = new Map<string, number>();
  for (const { cell, stratum } of draw.plan)
    populations.set(stratum, (populations.get(stratum) ?? 0) + cell.population);
  const cells = draw.plan.map(({ cell, stratum, planned }) => ({
    mime: cell.mime ?? "",
    decile: cell.decile ?? -1,
    prefix: cell.prefix ?? "",
    month: cell.month ?? "",
    stratum,
    planned,
    below: below(planned, populations.get(stratum) ?? 0),
  }));
  // Equality on values that are never null, so that the join is a hash join.
  const rows = await tx.$queryRaw<{ stratum: string; drawn: bigint }[]>`
    with drawn as (
      insert into sample_object (tenant_id, sample_id, key, etag, size_bytes, mime, stratum)
      select ${tenantId}, ${sampleId}, key, etag, size_bytes, mime, stratum from (
        select o.key, o.etag, o.size_bytes, o.mime, c.stratum, c.planned,
          row_number() over (partition by c.stratum order by o.rank collate "C", o.key collate "C") as place
        from (
          select key, etag, size_bytes, mime, md5(${seed} || chr(10) || key) as rank, ${traitColumns(draw)}
          from inventory_object where tenant_id = ${tenantId} and inventory_id = ${inventoryId}
        ) o
        join jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
          as c(mime text, decile int, prefix text, month text, stratum text, planned int, below text)
          on o.t_mime = c.mime and o.t_decile = c.decile and o.t_prefix = c.prefix and o.t_month = c.month
        where c.below is null or o.rank collate "C" < c.below
      ) ranked where place <= planned
      on conflict do nothing
      returning stratum
    )
    select stratum, count(*) as drawn from drawn group by stratum`;
  return new Map(rows.map(({ stratum, drawn }) => [stratum, Number(drawn)]));
}
