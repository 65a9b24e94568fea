import { PlayCircle } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { RunTable } from "@/components/run/run-table";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { listRuns } from "@/lib/run/list.ts";

export const metadata: Metadata = { title: "Runs" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function RunsPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const ctx = await openPageCtx(slug, `/${slug}/runs`);
  const { items, nextCursor } = await listRuns(ctx, { cursor, limit: 25 });
  return (
    <>
      <PageHeader
        title="Runs"
        description="Each run signs the objects of one approved plan, and leaves a receipt for every asset that was read back."
      />
      {items.length === 0 ? (
        <EmptyState
          icon={PlayCircle}
          title="No run yet"
          action={
            <Button variant="primary" asChild>
              <Link href={`/${slug}/buckets`}>Go to the buckets</Link>
            </Button>
          }
        >
          A run begins with a bucket: take an inventory, look at a sample, approve what it would cost.
        </EmptyState>
      ) : (
        <>
          <RunTable slug={slug} runs={items} />
          <Pagination
            previousHref={cursor ? `/${slug}/runs` : null}
            nextHref={nextCursor ? `/${slug}/runs?cursor=${nextCursor}` : null}
          />
        </>
      )}
    </>
  );
}
