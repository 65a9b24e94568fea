import type { Id } from "../../../lib/kernel/ids.ts";
import { estimatePlan } from "../../../lib/plan/estimate.ts";
import { getPlan } from "../../../lib/plan/get.ts";
import { drawSample } from "../../../lib/sample/draw.ts";
import { getSample } from "../../../lib/sample/get.ts";
import { requestSample } from "../../../lib/sample/request.ts";
import { ensureDevelopmentIdentity } from "../../../lib/signer-identity/ensure-development.ts";
import { type ScaleSection, type ScaleStage, seconds } from "./scale-stage.ts";

const wanted = 10_000;

/** How long drawing 10,000 of the inventory's objects takes, and a ledger from them. */
export const sampleSection: ScaleSection = async (stage) => {
  const { owner, system } = stage.tenant;
  const { inventoryId } = stage;
  const { id: sampleId } = await requestSample(owner, { inventoryId, wanted });
  const drawnMs = await msOf(() => drawSample(system, { sampleId, budgetMs: 1 }));
  await findAllWhole(stage, sampleId);
  const sample = await getSample(owner, { sampleId });
  const { id: identityId } = await ensureDevelopmentIdentity(owner, {});
  let planId: Id<"plan"> | undefined;
  const ledgerMs = await msOf(async () => {
    planId = (await estimatePlan(owner, { inventoryId, sampleId, settings: { identityId } })).id;
  });
  if (!planId) throw new Error("a plan was made");
  const { ledger } = await getPlan(owner, { planId });
  return [
    `sample: ${sample.drawn.toLocaleString("en")} of ${ledger.objects_total.toLocaleString("en")} objects drawn in ${sample.strata.length} strata: ${seconds(drawnMs)}`,
    `ledger: estimated and frozen from them: ${seconds(ledgerMs)}`,
  ];
};

/** What reading the drawn objects would find, were they there: reading is the store's pace, and not measured here. */
async function findAllWhole({ wiring, tenant }: ScaleStage, sampleId: Id<"sample">): Promise<void> {
  await wiring.database.within(tenant.tenantId, async (tx) => {
    await tx.$executeRaw`
      update sample_object set read_ms = 5, inspect_ms = 3 + (size_bytes / 100000)::int, structure = 'whole', manifest = 'none',
        found_mime = 'image/jpeg', content_sha256 = encode(sha256(convert_to(key, 'UTF8')), 'hex'), width_px = 100, height_px = 100
      where sample_id = ${sampleId}`;
    await tx.$executeRaw`update sample set state = 'ready', finished_at = clock_timestamp() where id = ${sampleId}`;
  });
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
