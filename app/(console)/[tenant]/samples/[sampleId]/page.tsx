import { Calculator } from "lucide-react";
import type { Metadata } from "next";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { cancelSampleAction } from "@/app/actions/samples.ts";
import { Count } from "@/components/format/count";
import { HostileText } from "@/components/format/hostile-text";
import { CancelButton } from "@/components/inventory/cancel-button";
import { isOver, ProgressState } from "@/components/inventory/progress-state";
import { FindingsTable } from "@/components/sample/findings-table";
import { ReadsList } from "@/components/sample/reads-list";
import { SampleLive } from "@/components/sample/sample-live";
import { traitWords } from "@/components/sample/sample-words.ts";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { openPageCtx } from "@/lib/edge/session.ts";
import { getInventory } from "@/lib/inventory/get.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { getSample } from "@/lib/sample/get.ts";
import { type DrawnSearch, DrawnSection } from "./drawn-section";
import { PlansSection } from "./plans-section";
import { StrataSection } from "./strata-section";

export const metadata: Metadata = { title: "Sample" };

type Props = {
  params: Promise<{ tenant: string; sampleId: string }>;
  searchParams: Promise<DrawnSearch & { strata?: string }>;
};

export default async function SamplePage({ params, searchParams }: Props) {
  const { tenant: slug, sampleId: given } = await params;
  const search = await searchParams;
  const base = `/${slug}/samples/${given}`;
  const ctx = await openPageCtx(slug, base);
  const sampleId = given as Id<"sample">;
  const sample = await orNotFound(isId("sample", given), () => getSample(ctx, { sampleId }));
  const { inventoryId } = sample;
  const inventory = await getInventory(ctx, { inventoryId });
  const ready = sample.state === "ready";
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Buckets", href: `/${slug}/buckets` },
          { label: <bdi>{inventory.bucketName}</bdi>, href: `/${slug}/buckets/${inventory.bucketId}` },
          { label: "Inventory", href: `/${slug}/inventories/${inventoryId}` },
          { label: "Sample" },
        ]}
        title={
          <>
            Sample of <Count value={sample.drawn || sample.wanted} />
          </>
        }
        status={<ProgressState state={sample.state} />}
        description={
          <>
            Drawn from <Count value={inventory.objects} /> objects, in strata by {traitWords(sample.stratify)}, with the
            seed <HostileText text={sample.seed} max={28} />
          </>
        }
        actions={
          <>
            {mayAct(ctx.actor, "inventory.operate") && !isOver(sample.state) ? (
              <CancelButton what="sample" cancel={cancelSampleAction.bind(null, slug, { sampleId })} />
            ) : null}
            {ready && mayAct(ctx.actor, "plan.operate") ? (
              <Button variant="primary" asChild>
                <a href="#estimate">
                  <Calculator aria-hidden="true" /> Estimate a plan
                </a>
              </Button>
            ) : null}
          </>
        }
      />
      {isOver(sample.state) ? null : <SampleLive slug={slug} sample={sample} />}
      {sample.state === "failed" ? (
        <Callout tone="problem" title="This sample failed" className="mb-7">
          {sample.failure}
        </Callout>
      ) : null}
      {sample.state === "cancelled" ? (
        <Callout className="mb-7">
          It was cancelled. What was read until then is below; nothing can be planned on it.
        </Callout>
      ) : null}
      {sample.read > 0 ? (
        <Section
          title="Findings"
          description="Reckoned from the sample for the whole inventory, each stratum by its weight. The band is where the true share lies, 95 times in 100 (Wilson)."
        >
          <FindingsTable findings={sample.findings} />
        </Section>
      ) : null}
      {sample.strata.length > 0 ? <StrataSection strata={sample.strata} base={base} page={search.strata} /> : null}
      {sample.drawn > 0 ? <DrawnSection ctx={ctx} slug={slug} sampleId={sampleId} base={base} search={search} /> : null}
      {sample.reads.get > 0 ? (
        <Section
          title="What reading it took"
          description="Counted on the wire: every attempt and every byte. It is part of the workspace's usage."
        >
          <ReadsList reads={sample.reads} />
        </Section>
      ) : null}
      {ready ? <PlansSection ctx={ctx} slug={slug} inventoryId={inventoryId} sampleId={sampleId} /> : null}
    </>
  );
}
