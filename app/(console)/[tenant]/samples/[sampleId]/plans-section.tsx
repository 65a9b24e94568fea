import {
  ensureIdentityAction,
  estimatePlanAction,
  listMetadataFaultsAction,
  previewMetadataAction,
} from "@/app/actions/plans.ts";
import { EstimateForm } from "@/components/plan/estimate-form";
import type { PlanDefaults } from "@/components/plan/plan-draft.ts";
import { PlanTable } from "@/components/plan/plan-table";
import { Section } from "@/components/shell/page-header";
import { listBuckets } from "@/lib/bucket/list.ts";
import { getInventory } from "@/lib/inventory/get.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import type { Id } from "@/lib/kernel/ids.ts";
import { listPlans } from "@/lib/plan/list.ts";
import { planSettings } from "@/lib/plan/schema.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { listSampleObjects } from "@/lib/sample/list-objects.ts";
import { listIdentities } from "@/lib/signer-identity/list.ts";
import { listProfiles } from "@/lib/stamper/list.ts";

type Props = { ctx: TenantCtx; slug: string; inventoryId: Id<"inventory">; sampleId: Id<"sample"> };

/** The plans that rest on a sample, and the form that makes another. */
export async function PlansSection({ ctx, slug, inventoryId, sampleId }: Props) {
  const [plans, identities, profiles] = await Promise.all([
    mayAct(ctx.actor, "plan.read") ? listPlans(ctx, { inventoryId, limit: 50 }) : { items: [] },
    mayAct(ctx.actor, "identity.read") ? listIdentities(ctx, { limit: 50 }) : { items: [] },
    mayAct(ctx.actor, "identity.read") ? listProfiles(ctx, {}) : { items: [] },
  ]);
  const [buckets, inventory, sampled] = await Promise.all([
    mayAct(ctx.actor, "bucket.read") ? listBuckets(ctx, { limit: 100 }) : { items: [] },
    getInventory(ctx, { inventoryId }),
    listSampleObjects(ctx, { sampleId, limit: 20 }),
  ]);
  const targets = buckets.items
    .filter(({ id, capabilities }) => id !== inventory.bucketId && capabilities.signable)
    .map(({ id, name }) => ({ id, name }));
  const ofThis = plans.items.filter((plan) => plan.sampleId === sampleId);
  const usable = identities.items
    .filter(({ retiredAt, successorId, daysLeft }) => retiredAt === null && successorId === null && daysLeft >= 0)
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  return (
    <>
      {ofThis.length > 0 ? (
        <Section
          title="Plans"
          description="Each says what a run would do and cost. Its figures never change once they are reckoned."
        >
          <PlanTable slug={slug} plans={ofThis} />
        </Section>
      ) : null}
      {mayAct(ctx.actor, "plan.operate") ? (
        <Section
          title={
            <span id="estimate" className="scroll-mt-16">
              Estimate a plan
            </span>
          }
          description="Reckons what a run over this inventory would do and cost. Nothing is signed before the plan is approved and launched."
        >
          <EstimateForm
            slug={slug}
            identities={usable}
            mayMakeIdentity={mayAct(ctx.actor, "identity.manage")}
            stampProfiles={profiles.items.flatMap(({ profile, settings }) => (settings ? [profile] : []))}
            buckets={targets}
            sampleKeys={sampled.items.map(({ key }) => key)}
            preview={async (asked) => {
              "use server";
              return previewMetadataAction(slug, asked as Parameters<typeof previewMetadataAction>[1]);
            }}
            defaults={defaults()}
            estimate={async (settings) => {
              "use server";
              return estimatePlanAction(slug, { inventoryId, sampleId, settings });
            }}
            listFaults={async (page) => {
              "use server";
              return listMetadataFaultsAction(slug, { inventoryId, ...page });
            }}
            makeIdentity={ensureIdentityAction.bind(null, slug, {})}
          />
        </Section>
      ) : null}
    </>
  );
}

/** What a plan gets where nothing is said: the schema's own defaults, shown in the empty fields. */
function defaults(): PlanDefaults {
  const { shape } = planSettings;
  return {
    manifestPrefix: shape.manifestPrefix.parse(undefined),
    targetPrefix: shape.targetPrefix.parse(undefined),
    sizeBytesMax: shape.sizeBytesMax.parse(undefined),
    pixelsMax: shape.pixelsMax.parse(undefined),
    retries: shape.retries.parse(undefined),
    timeoutMs: shape.timeoutMs.parse(undefined),
    deadlineMs: shape.deadlineMs.parse(undefined),
    concurrency: shape.concurrency.parse(undefined),
    maxInflight: shape.maxInflight.parse(undefined),
  };
}
