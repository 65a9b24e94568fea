import { Archive, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { BucketTable } from "@/components/bucket/bucket-table";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPages } from "@/components/ui/pagination";
import { listBuckets } from "@/lib/bucket/list.ts";
import { openPageCtx } from "@/lib/edge/session.ts";
import { listInventories } from "@/lib/inventory/list.ts";
import { mayAct } from "@/lib/kernel/actor.ts";

export const metadata: Metadata = { title: "Buckets" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function BucketsPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/buckets`;
  const ctx = await openPageCtx(slug, base);
  const { items, nextCursor } = await listBuckets(ctx, { cursor, limit: 25 });
  const lines = await Promise.all(
    items.map(async (bucket) => {
      const { items: newest } = await listInventories(ctx, { bucketId: bucket.id, limit: 1 });
      return { bucket, lastInventory: newest[0] ?? null };
    }),
  );
  const connect = mayAct(ctx.actor, "bucket.manage") ? (
    <Button variant="primary" asChild>
      <Link href={`${base}/new`}>
        <Plus aria-hidden="true" /> Connect a bucket
      </Link>
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Buckets"
        description="Where the media is. Nothing in a bucket is signed before a plan is approved and its run launched."
        actions={items.length > 0 ? connect : null}
      />
      {items.length === 0 ? (
        <EmptyState icon={Archive} title="No bucket yet" action={connect}>
          {connect
            ? "Connect a folder, an S3 bucket or an R2 bucket, and see what is in it before anything is decided."
            : "An owner or an admin of this workspace can connect one."}
        </EmptyState>
      ) : (
        <>
          <BucketTable slug={slug} lines={lines} />
          <CursorPages base={base} cursor={cursor} nextCursor={nextCursor} />
        </>
      )}
    </>
  );
}
