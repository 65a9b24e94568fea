import { readFile } from "node:fs/promises";
import { collectInventory } from "../inventory/collect.ts";
import { getInventory } from "../inventory/get.ts";
import { importInventory } from "../inventory/import.ts";
import { requestInventory } from "../inventory/request.ts";
import type { InventoryDetail } from "../inventory/schema.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { estimatePlan } from "../plan/estimate.ts";
import { getPlan } from "../plan/get.ts";
import type { PlanView } from "../plan/schema.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { drawSample } from "../sample/draw.ts";
import { getSample } from "../sample/get.ts";
import { requestSample } from "../sample/request.ts";
import type { SampleDetail } from "../sample/schema.ts";
import { ensureDevelopmentIdentity } from "../signer-identity/ensure-development.ts";
import { bucketOfFlags } from "./bucket-of-flags.ts";
import type { PlanFlags, SampleFlags, SourceFlags } from "./flags.ts";
import { makeProgress } from "./progress.ts";

/** How long the machine's verbs work before the terminal is told how far they are. */
const budgetMs = 1_000;

/** The object list of what the flags name: listed here and now, or read from a file. */
export async function inventoryStage(ctx: TenantCtx, flags: SourceFlags): Promise<InventoryDetail> {
  const { bucketId, prefixes } = await bucketOfFlags(ctx, flags);
  if (flags.inventoryCsv) {
    const text = await readFile(flags.inventoryCsv, "utf8").catch((cause: Error) => {
      throw new Fault("invalid", `${flags.inventoryCsv} cannot be read: ${cause.message}`);
    });
    const format = flags.inventoryCsv.endsWith(".csv") ? "csv" : "jsonl";
    const { id } = await importInventory(ctx, { bucketId, format, text });
    return getInventory(ctx, { inventoryId: id });
  }
  const { id: inventoryId } = await requestInventory(ctx, { bucketId, prefixes });
  const progress = makeProgress("Listing");
  for (;;) {
    const { done, objects } = await collectInventory(ctx, { inventoryId, budgetMs });
    progress.show({ done: Number(objects), total: null });
    if (done) break;
  }
  progress.end();
  const inventory = await getInventory(ctx, { inventoryId });
  if (inventory.state !== "ready")
    throw new Fault("upstream", inventory.failure ?? `The inventory is ${inventory.state}.`);
  return inventory;
}

export async function sampleStage(
  ctx: TenantCtx,
  inventoryId: Id<"inventory">,
  flags: SampleFlags,
): Promise<SampleDetail> {
  const { id: sampleId } = await requestSample(ctx, { inventoryId, wanted: flags.sample, stratify: flags.stratify });
  const progress = makeProgress("Sampling");
  for (;;) {
    const { done } = await drawSample(ctx, { sampleId, budgetMs });
    if (done) break;
    const { drawn, read } = await getSample(ctx, { sampleId });
    progress.show({ done: read, total: drawn });
  }
  progress.end();
  const sample = await getSample(ctx, { sampleId });
  if (sample.state !== "ready") throw new Fault("upstream", sample.failure ?? `The sample is ${sample.state}.`);
  return sample;
}

export async function planStage(
  ctx: TenantCtx,
  sample: { inventoryId: Id<"inventory">; id: Id<"sample"> },
  flags: PlanFlags,
): Promise<PlanView> {
  const { id: identityId } = await ensureDevelopmentIdentity(ctx, {});
  const { id: planId } = await estimatePlan(ctx, {
    inventoryId: sample.inventoryId,
    sampleId: sample.id,
    settings: {
      identityId,
      mode: flags.mode,
      preserveEmbed: flags.preserveEmbed,
      manifestPrefix: flags.manifestPrefix,
      targetPrefix: flags.targetPrefix,
      concurrency: flags.concurrency,
      maxInflight: flags.maxInflight,
      retries: flags.retries,
      timeoutMs: flags.timeout,
      egressUsdPerGb: flags.egressCost,
      tsaUsdPerStamp: flags.tsaCost,
      cpuUsdPerHour: flags.cpuCost,
      storageUsdPerGbMonth: flags.storageCost,
    },
  });
  return getPlan(ctx, { planId });
}
