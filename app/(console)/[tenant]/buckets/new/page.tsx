import type { Metadata } from "next";
import { connectBucketAction, probeBucketAction } from "@/app/actions/buckets.ts";
import { ConnectWizard } from "@/components/bucket/connect-wizard";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";

export const metadata: Metadata = { title: "Connect a bucket" };

export default async function ConnectBucketPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await params;
  const base = `/${slug}/buckets`;
  const ctx = await openPageCtx(slug, `${base}/new`);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Buckets", href: base }, { label: "Connect" }]}
        title="Connect a bucket"
        description="What may be done there is tried one by one, with two tiny objects below .c2c-probe/ that are deleted at once."
      />
      {mayAct(ctx.actor, "bucket.manage") ? (
        <ConnectWizard
          base={base}
          probe={probeBucketAction.bind(null, slug)}
          connect={connectBucketAction.bind(null, slug)}
        />
      ) : (
        <EmptyState title="Your role cannot connect buckets">Ask an owner or an admin of this workspace.</EmptyState>
      )}
    </>
  );
}
