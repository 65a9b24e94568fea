import { ListTree } from "lucide-react";
import type { Metadata } from "next";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import {
  removeBucketAction,
  renameBucketAction,
  reprobeBucketAction,
  setDeliveryAction,
} from "@/app/actions/buckets.ts";
import { requestInventoryAction, requestReportAction } from "@/app/actions/inventories.ts";
import { BucketFacts } from "@/components/bucket/bucket-facts";
import { whereText } from "@/components/bucket/bucket-words.ts";
import { DeliveryCard } from "@/components/bucket/delivery-card";
import { GrantList } from "@/components/bucket/grant-list";
import { RemoveBucket } from "@/components/bucket/remove-bucket";
import { RenameBucket } from "@/components/bucket/rename-bucket";
import { ReprobeBucket } from "@/components/bucket/reprobe-bucket";
import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { InventoryTable } from "@/components/inventory/inventory-table";
import { TakeInventory } from "@/components/inventory/take-inventory";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPages } from "@/components/ui/pagination";
import { getBucket } from "@/lib/bucket/get.ts";
import { openPageCtx } from "@/lib/edge/session.ts";
import { listInventories } from "@/lib/inventory/list.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";

export const metadata: Metadata = { title: "Bucket" };

type Props = { params: Promise<{ tenant: string; bucketId: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function BucketPage({ params, searchParams }: Props) {
  const { tenant: slug, bucketId: given } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/buckets`;
  const here = `${base}/${given}`;
  const ctx = await openPageCtx(slug, here);
  const bucketId = given as Id<"bucket">;
  const bucket = await orNotFound(isId("bucket", given), () => getBucket(ctx, { bucketId }));
  const { items, nextCursor } = await listInventories(ctx, { bucketId, cursor, limit: 20 });
  const removed = bucket.removedAt !== null;
  const manages = mayAct(ctx.actor, "bucket.manage") && !removed;
  const take =
    mayAct(ctx.actor, "inventory.operate") && !removed ? (
      <TakeInventory
        slug={slug}
        bucketId={bucketId}
        hasReports={bucket.location.kind === "s3"}
        request={async (prefixes) => {
          "use server";
          return requestInventoryAction(slug, { bucketId, prefixes });
        }}
        requestReport={async (manifestKey, prefixes) => {
          "use server";
          return requestReportAction(slug, { bucketId, manifestKey, prefixes });
        }}
      />
    ) : null;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Buckets", href: base }, { label: <bdi>{bucket.name}</bdi> }]}
        title={<bdi>{bucket.name}</bdi>}
        status={removed ? <Badge variant="outline">Removed</Badge> : null}
        description={<HostileText text={whereText(bucket.location)} max={100} />}
        actions={
          <>
            {manages ? (
              <>
                <RenameBucket
                  name={bucket.name}
                  rename={async (name) => {
                    "use server";
                    return renameBucketAction(slug, { bucketId, name });
                  }}
                />
                <RemoveBucket
                  name={bucket.name}
                  base={base}
                  remove={removeBucketAction.bind(null, slug, { bucketId })}
                />
              </>
            ) : null}
            {items.length > 0 ? take : null}
          </>
        }
      />
      {bucket.removedAt ? (
        <Callout className="mb-5">
          Removed <When at={bucket.removedAt} />. Its credentials are erased; what was made from it stays here to be
          read.
        </Callout>
      ) : null}
      <Section
        title="Inventories"
        description="What was in the bucket at a moment. A sample and a plan are made from one."
      >
        {items.length === 0 ? (
          <EmptyState icon={ListTree} title="No inventory yet" action={take}>
            An inventory lists the objects without reading them. It is the first step to a run.
          </EmptyState>
        ) : (
          <>
            <InventoryTable slug={slug} inventories={items} />
            <CursorPages base={here} cursor={cursor} nextCursor={nextCursor} />
          </>
        )}
      </Section>
      <Section
        title="What may be done here"
        description={
          <>
            Tried one by one, <When at={bucket.probedAt} />.
          </>
        }
        actions={
          manages ? (
            <ReprobeBucket
              hasKeys={bucket.location.kind !== "fs"}
              reprobe={async (secret) => {
                "use server";
                return reprobeBucketAction(slug, { bucketId, secret });
              }}
            />
          ) : null
        }
      >
        <GrantList grants={bucket.capabilities.grants} />
      </Section>
      {removed ? null : (
        <Section
          title="Serving"
          description="How others find the manifests: with the header Link that is sent with an object, or a sidecar beside it."
        >
          <DeliveryCard
            delivery={bucket.delivery}
            address={`${ctx.ports.policy.consoleUrl.replace(/\/$/, "")}/delivery/${bucketId}`}
            linksHref={`/api/v1/buckets/${bucketId}/manifest-links.csv?tenant=${slug}`}
            mayChange={manages}
            change={async (delivery) => {
              "use server";
              return setDeliveryAction(slug, { bucketId, delivery });
            }}
          />
        </Section>
      )}
      <Section title="Facts">
        <BucketFacts bucket={bucket} />
      </Section>
    </>
  );
}
