import { SampleObjectTable } from "@/components/sample/sample-object-table";
import { type Shown, ShownTabs } from "@/components/sample/shown-tabs";
import { ThumbnailGrid } from "@/components/sample/thumbnail-grid";
import { Section } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { Id } from "@/lib/kernel/ids.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { listSampleObjects } from "@/lib/sample/list-objects.ts";

export type DrawnSearch = { show?: string; cursor?: string };
type Props = { ctx: TenantCtx; slug: string; sampleId: Id<"sample">; base: string; search: DrawnSearch };

/** The drawn objects: as pictures, those that a run would not sign, or all. */
export async function DrawnSection({ ctx, slug, sampleId, base, search }: Props) {
  const shown: Shown = search.show === "problems" || search.show === "all" ? search.show : "pictures";
  const withProblem = shown === "problems" ? true : undefined;
  const limit = shown === "pictures" ? 48 : 50;
  const { items, nextCursor } = await listSampleObjects(ctx, { sampleId, withProblem, cursor: search.cursor, limit });
  return (
    <Section title="Drawn objects">
      <ShownTabs base={base} current={shown} />
      {items.length === 0 ? (
        <EmptyState title={withProblem ? "A run would sign all of them" : "No object here"}>
          {withProblem ? "With default limits, no object of this sample would be skipped or fail." : null}
        </EmptyState>
      ) : shown === "pictures" ? (
        <ThumbnailGrid slug={slug} sampleId={sampleId} objects={items} />
      ) : (
        <SampleObjectTable objects={items} />
      )}
      <Pagination
        label="Pages of drawn objects"
        firstHref={search.cursor ? `${base}?show=${shown}` : null}
        nextHref={nextCursor ? `${base}?${new URLSearchParams({ show: shown, cursor: nextCursor })}` : null}
      />
    </Section>
  );
}
