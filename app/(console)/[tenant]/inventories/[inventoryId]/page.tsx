import { Dices } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { cancelInventoryAction, countDuplicatesAction, removeInventoryAction } from "@/app/actions/inventories.ts";
import { requestSampleAction } from "@/app/actions/samples.ts";
import { When } from "@/components/format/when";
import { CancelButton } from "@/components/inventory/cancel-button";
import { ExactDuplicates } from "@/components/inventory/exact-duplicates";
import { InventoryLive } from "@/components/inventory/inventory-live";
import { InventorySummary } from "@/components/inventory/inventory-summary";
import { isOver, ProgressState } from "@/components/inventory/progress-state";
import { RemoveInventory } from "@/components/inventory/remove-inventory";
import { ResumeImport } from "@/components/inventory/resume-import";
import { SourceText } from "@/components/inventory/source-text";
import { PlanTable } from "@/components/plan/plan-table";
import { DrawSample } from "@/components/sample/draw-sample";
import { SampleTable } from "@/components/sample/sample-table";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { openPageCtx } from "@/lib/edge/session.ts";
import { getInventory } from "@/lib/inventory/get.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { listPlans } from "@/lib/plan/list.ts";
import { listSamples } from "@/lib/sample/list.ts";
import { type ObjectSearch, ObjectsSection } from "./objects-section";

export const metadata: Metadata = { title: "Inventory" };

type Props = { params: Promise<{ tenant: string; inventoryId: string }>; searchParams: Promise<ObjectSearch> };

export default async function InventoryPage({ params, searchParams }: Props) {
  const { tenant: slug, inventoryId: given } = await params;
  const search = await searchParams;
  const base = `/${slug}/inventories/${given}`;
  const ctx = await openPageCtx(slug, base);
  const inventoryId = given as Id<"inventory">;
  const inventory = await orNotFound(isId("inventory", given), () => getInventory(ctx, { inventoryId }));
  const operates = mayAct(ctx.actor, "inventory.operate");
  const ready = inventory.state === "ready";
  const told = ready || inventory.state === "removed";
  const samples = told ? (await listSamples(ctx, { inventoryId, limit: 20 })).items : [];
  const plans = told && mayAct(ctx.actor, "plan.read") ? (await listPlans(ctx, { inventoryId, limit: 20 })).items : [];
  const draw =
    operates && ready && inventory.objects !== "0" ? (
      <DrawSample
        slug={slug}
        request={async (wanted) => {
          "use server";
          return requestSampleAction(slug, { inventoryId, ...wanted });
        }}
      />
    ) : null;
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Buckets", href: `/${slug}/buckets` },
          { label: <bdi>{inventory.bucketName}</bdi>, href: `/${slug}/buckets/${inventory.bucketId}` },
          { label: "Inventory" },
        ]}
        title="Inventory"
        status={<ProgressState state={inventory.state} />}
        description={
          <>
            <SourceText inventory={inventory} />, taken <When at={inventory.createdAt} />
          </>
        }
        actions={
          <>
            {operates && !isOver(inventory.state) ? (
              <CancelButton what="inventory" cancel={cancelInventoryAction.bind(null, slug, { inventoryId })} />
            ) : null}
            {operates && isOver(inventory.state) && inventory.state !== "removed" ? (
              <RemoveInventory
                base={`/${slug}/buckets/${inventory.bucketId}`}
                plansNotLaunched={inventory.plansNotLaunched}
                remove={removeInventoryAction.bind(null, slug, { inventoryId, abandonPlans: true })}
              />
            ) : null}
            {samples.length > 0 ? draw : null}
          </>
        }
      />
      {isOver(inventory.state) ? null : <InventoryLive slug={slug} inventory={inventory} />}
      {inventory.state === "failed" ? (
        <Callout tone="problem" title="This inventory failed">
          {inventory.failure}{" "}
          <Link href={`/${slug}/buckets/${inventory.bucketId}`} className="underline underline-offset-4">
            Back to the bucket
          </Link>
        </Callout>
      ) : null}
      {inventory.state === "failed" && inventory.source === "import" && operates ? (
        <ResumeImport workspace={slug} bucketId={inventory.bucketId} inventoryId={inventoryId} />
      ) : null}
      {inventory.state === "cancelled" ? (
        <Callout>
          {inventory.objects === "0"
            ? "It was cancelled before anything was listed."
            : "It was cancelled. What was listed until then is below; nothing can be planned on it."}
        </Callout>
      ) : null}
      {inventory.removedAt ? (
        <Callout className="mb-4">
          Removed <When at={inventory.removedAt} />.{" "}
          {inventory.summary
            ? "Its objects are gone; what was counted of them, and what was made of them, stays here to be read."
            : "It never came to be ready, so that nothing of it stays."}
        </Callout>
      ) : null}
      {inventory.summary ? <InventorySummary inventory={inventory} summary={inventory.summary} base={base} /> : null}
      {ready || samples.length > 0 ? (
        <Section
          title="Samples"
          description="Each looks into some objects of every stratum, and is what a plan's estimate rests on."
        >
          {samples.length > 0 ? (
            <SampleTable slug={slug} samples={samples} />
          ) : (
            <EmptyState icon={Dices} title={draw ? "No sample yet" : "Nothing to sample"} action={draw}>
              {inventory.objects === "0"
                ? "This inventory holds no object."
                : "A sample shows what is really in the files: their types, which are signed already, and what a run would skip or fail."}
            </EmptyState>
          )}
        </Section>
      ) : null}
      {inventory.summary && inventory.objects !== "0" ? (
        <Section title="Stored more than once" description="Each object gets its own manifest, copies included.">
          <ExactDuplicates
            estimate={inventory.summary.duplicates}
            count={countDuplicatesAction.bind(null, slug, { inventoryId })}
          />
        </Section>
      ) : null}
      {plans.length > 0 ? (
        <Section title="Plans" description="What a run over this inventory would do and cost.">
          <PlanTable slug={slug} plans={plans} />
        </Section>
      ) : null}
      {isOver(inventory.state) && inventory.state !== "removed" && inventory.objects !== "0" ? (
        <ObjectsSection ctx={ctx} inventory={inventory} base={base} search={search} />
      ) : null}
    </>
  );
}
