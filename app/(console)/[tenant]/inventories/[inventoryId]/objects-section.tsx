import { anyType, type ObjectFilterValues } from "@/components/inventory/any-type.ts";
import { ObjectFilter } from "@/components/inventory/object-filter";
import { ObjectTable } from "@/components/inventory/object-table";
import { Section } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { listObjects } from "@/lib/inventory/list-objects.ts";
import type { InventoryDetail } from "@/lib/inventory/schema.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";

export type ObjectSearch = ObjectFilterValues & { cursor?: string };
type Props = { ctx: TenantCtx; inventory: InventoryDetail; base: string; search: ObjectSearch };

/** The objects of an inventory, a page at a time, narrowed as the address says. */
export async function ObjectsSection({ ctx, inventory, base, search }: Props) {
  const values: ObjectFilterValues = {
    prefix: search.prefix || undefined,
    text: search.text || undefined,
    mime: search.mime && search.mime !== anyType ? search.mime : undefined,
  };
  const { items, nextCursor } = await listObjects(ctx, {
    inventoryId: inventory.id,
    cursor: search.cursor,
    limit: 50,
    ...values,
  });
  return (
    <Section title={<span id="objects">Objects</span>}>
      <ObjectFilter base={base} values={values} types={inventory.summary?.byMime.map(({ mime }) => mime) ?? []} />
      {items.length === 0 ? (
        <EmptyState title="No object matches">Try a shorter text or another prefix.</EmptyState>
      ) : (
        <ObjectTable objects={items} />
      )}
      <Pagination
        label="Pages of objects"
        firstHref={search.cursor ? addressOf(base, values) : null}
        nextHref={nextCursor ? addressOf(base, { ...values, cursor: nextCursor }) : null}
      />
    </Section>
  );
}

function addressOf(base: string, values: ObjectSearch): string {
  const query = new URLSearchParams(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return `${base}${query.size > 0 ? `?${query}` : ""}#objects`;
}
