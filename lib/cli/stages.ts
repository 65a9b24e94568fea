import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { collectInventory } from "../inventory/collect.ts";
import { getInventory } from "../inventory/get.ts";
import { importInventory } from "../inventory/import.ts";
import { requestInventory } from "../inventory/request.ts";
import { requestReport } from "../inventory/request-report.ts";
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
import { bucketOfSource } from "./bucket-of-source.ts";
import { cannotRead } from "./cannot-read.ts";
import type { PlanFlags, SampleFlags } from "./flags.ts";
import { makeProgress } from "./progress.ts";
import type { Source } from "./source-of.ts";
import { statedByFlags } from "./stated-by-flags.ts";

/** What every stage on the way to a run needs. */
export interface Stage {
  ctx: TenantCtx;
  /** Aborted by Ctrl-C: the stage ends with a Fault, and nothing was signed. */
  signal: AbortSignal;
}

/** How long the machine's verbs work before the terminal is told how far they are. */
const budgetMs = 1_000;

/** The object list of a source: listed here and now, or read from a file. */
export async function inventoryStage({ ctx, signal }: Stage, source: Source): Promise<InventoryDetail> {
  const bucketId = await bucketOfSource(ctx, source);
  if (source.inventoryCsv) return importFile(ctx, bucketId, source.inventoryCsv, source.prefixes);
  const { inventoryReport: manifestKey, prefixes } = source;
  const { id: inventoryId } = manifestKey
    ? await requestReport(ctx, { bucketId, manifestKey, prefixes })
    : await requestInventory(ctx, { bucketId, prefixes });
  const progress = makeProgress(manifestKey ? "Reading" : "Listing");
  try {
    progress.show({ done: 0, total: null });
    for (;;) {
      refuseInterrupted(signal);
      const { done, objects } = await collectInventory(ctx, { inventoryId, budgetMs });
      progress.show({ done: Number(objects), total: null });
      if (done) break;
    }
  } finally {
    progress.end();
  }
  const inventory = await getInventory(ctx, { inventoryId });
  if (inventory.state !== "ready")
    throw new Fault("upstream", inventory.failure ?? `The inventory is ${inventory.state}.`);
  return inventory;
}

async function importFile(
  ctx: TenantCtx,
  bucketId: Id<"bucket">,
  path: string,
  prefixes: string[],
): Promise<InventoryDetail> {
  const { size } = await stat(path).catch((cause: Error) => {
    throw cannotRead(path, cause, "Check what --inventory-csv names.");
  });
  if (size === 0) throw new Fault("invalid", `${path} is empty: it should hold one object a line.`);
  const text = createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 });
  const format = /\.csv$/i.test(path) ? "csv" : "jsonl";
  const { id } = await importInventory(ctx, { bucketId, format, text, prefixes }).catch((thrown) => {
    if (thrown instanceof Fault && thrown.code === "invalid")
      throw new Fault("invalid", `${path}, read as ${format.toUpperCase()}: ${thrown.message}`, { cause: thrown });
    throw thrown;
  });
  return getInventory(ctx, { inventoryId: id });
}

export async function sampleStage(
  { ctx, signal }: Stage,
  { id: inventoryId, objects }: InventoryDetail,
  flags: SampleFlags,
): Promise<SampleDetail> {
  if (objects === "0")
    throw new Fault("precondition", "There are no objects in what you named. Check --prefix and --bucket.");
  const { id: sampleId } = await requestSample(ctx, { inventoryId, wanted: flags.sample, stratify: flags.stratify });
  const progress = makeProgress("Sampling");
  try {
    progress.show({ done: 0, total: null });
    for (;;) {
      refuseInterrupted(signal);
      const { done } = await drawSample(ctx, { sampleId, budgetMs });
      if (done) break;
      const { drawn, read } = await getSample(ctx, { sampleId });
      progress.show({ done: read, total: drawn });
    }
  } finally {
    progress.end();
  }
  const sample = await getSample(ctx, { sampleId });
  if (sample.state !== "ready") throw new Fault("upstream", sample.failure ?? `The sample is ${sample.state}.`);
  return sample;
}

export async function planStage(
  { ctx, signal }: Stage,
  sample: { inventoryId: Id<"inventory">; id: Id<"sample"> },
  identityId: Id<"identity">,
  flags: PlanFlags,
): Promise<PlanView> {
  refuseInterrupted(signal);
  const statements = await statedByFlags(ctx, flags);
  const { id: planId } = await estimatePlan(ctx, {
    inventoryId: sample.inventoryId,
    sampleId: sample.id,
    settings: {
      identityId,
      mode: flags.mode,
      preserveEmbed: flags.preserveEmbed,
      manifestPrefix: flags.manifestPrefix,
      targetPrefix: flags.targetPrefix,
      targetBucketId: flags.targetBucket ?? null,
      sidecar: flags.sidecar,
      ...statements,
      concurrency: flags.concurrency,
      maxInflight: flags.maxInflight,
      retries: flags.retries,
      timeoutMs: flags.timeout,
      deadlineMs: flags.deadline,
      timeStamp: flags.tsaProfile,
      egressUsdPerGb: flags.egressCost,
      tsaUsdPerStamp: flags.tsaCost,
      cpuUsdPerHour: flags.cpuCost,
      storageUsdPerGbMonth: flags.storageCost,
    },
  });
  return getPlan(ctx, { planId });
}

function refuseInterrupted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new Fault("precondition", "Stopped before anything was signed. Run the same command again.");
}
