import type { Id } from "../kernel/ids.ts";
import type { BulkTable, BulkValue } from "../ports/bulk.ts";
import type { Tx } from "../ports/ctx.ts";
import type { FieldRow } from "./read-field-rows.ts";

type TenantId = Id<"tenant">;
type FieldSetId = Id<"fieldSet">;

export function insertFieldSet(
  tx: Tx,
  set: { tenantId: TenantId; id: FieldSetId; name: string; createdBy: string; createdAt: Date },
) {
  return tx.fieldSet.create({ data: { ...set, columns: [], state: "importing" } });
}

export function findFieldSet(tx: Tx, tenantId: TenantId, id: FieldSetId) {
  return tx.fieldSet.findUnique({ where: { tenantId_id: { tenantId, id } } });
}
export type FieldSetRecord = NonNullable<Awaited<ReturnType<typeof findFieldSet>>>;

/** Newest first. */
export function fieldSetsBefore(tx: Tx, tenantId: TenantId, before: string | undefined, take: number) {
  return tx.fieldSet.findMany({
    where: { tenantId, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: "desc" },
    take,
  });
}

export function finishFieldSet(
  tx: Tx,
  tenantId: TenantId,
  id: FieldSetId,
  end: { columns: string[]; rows: bigint; sha256: string },
) {
  return tx.fieldSet.update({ where: { tenantId_id: { tenantId, id } }, data: { ...end, state: "ready" } });
}

/** Keeps the set from being removed until the transaction ends. False where there is none. */
export async function holdFieldSet(tx: Tx, tenantId: TenantId, id: FieldSetId): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from field_set where tenant_id = ${tenantId} and id = ${id} for update`;
  return rows.length === 1;
}

/** With its rows. */
export async function deleteFieldSet(tx: Tx, tenantId: TenantId, id: FieldSetId): Promise<void> {
  await tx.fieldSet.deleteMany({ where: { tenantId, id } });
}

/** Whether a frozen plan takes its values from this set: such a set has to stay. */
export async function isPlanned(tx: Tx, tenantId: TenantId, id: FieldSetId): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ planned: boolean }[]>`
    select exists (select 1 from plan
      where tenant_id = ${tenantId} and settings -> 'metadata' ->> 'fieldSetId' = ${id}) as planned`;
  return row?.planned ?? false;
}

/** The table and columns that `fieldValues` fills, for the bulk port. */
export const fieldTable: BulkTable = { table: "object_fields", columns: ["set_id", "key", "line", "fields"] };

export function fieldValues(id: FieldSetId, { key, line, fields }: FieldRow): BulkValue[] {
  return [id, key, line, JSON.stringify(fields)];
}

/** Keys that stand on several lines, with the first two of them. */
export function repeatedKeys(tx: Tx, tenantId: TenantId, id: FieldSetId, take: number) {
  return tx.$queryRaw<{ key: string; lines: number[] }[]>`
    select key, (array_agg(line order by line))[1:2] as lines from object_fields
    where tenant_id = ${tenantId} and set_id = ${id} group by key having count(*) > 1 order by 2 limit ${take}`;
}

/** The values of these keys; those without a row are left out. */
export async function fieldsOfKeys(
  tx: Tx,
  tenantId: TenantId,
  id: FieldSetId,
  keys: readonly string[],
): Promise<Map<string, ReadonlyMap<string, string>>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ key: string; fields: Record<string, string> }[]>`
    select key, fields from object_fields where tenant_id = ${tenantId} and set_id = ${id} and key = any(${keys}::text[])`;
  return new Map(rows.map(({ key, fields }) => [key, new Map(Object.entries(fields))]));
}

export interface ObjectWithFields {
  key: string;
  /** Null where the set has no row for the key. */
  fields: Record<string, string> | null;
}

/** Objects of an inventory that a run would try to sign, after a key, in the order of keys, each with its values. */
export function objectsWithFields(
  tx: Tx,
  where: {
    tenantId: TenantId;
    inventoryId: Id<"inventory">;
    fieldSetId: FieldSetId | null;
    outputPrefixes: string[];
    sizeBytesMax: number;
  },
  after: string,
  take: number,
): Promise<ObjectWithFields[]> {
  const { tenantId, inventoryId, fieldSetId, outputPrefixes, sizeBytesMax } = where;
  return tx.$queryRaw<ObjectWithFields[]>`
    select o.key, f.fields from inventory_object o
    left join object_fields f on f.tenant_id = o.tenant_id and f.set_id = ${fieldSetId} and f.key = o.key
    where o.tenant_id = ${tenantId} and o.inventory_id = ${inventoryId} and o.key > ${after}
      and o.size_bytes between 1 and ${sizeBytesMax}
      and not exists (select 1 from unnest(${outputPrefixes}::text[]) p where starts_with(o.key, p))
    order by o.key limit ${take}`;
}
