import { z } from "zod";
import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { ReadMeter } from "../usage/meter-reads.ts";
import { drawRows, readCells, readTraits } from "./draw-rows.ts";
import { saveFindings, type UnreadObject, unreadObjects } from "./object-rows.ts";
import { planDraw } from "./plan-draw.ts";
import { readObject } from "./read-object.ts";
import { changeSample, findSample, lockSample, type SampleRow, tellSample } from "./rows.ts";
import type { Stratifier } from "./schema.ts";

/** No more than this is held in memory at once, unless one object alone is larger. */
const bytesAtOnce = 256_000_000;

/**
 * The machine's verb: draws the sample's objects once, then reads those that were not read yet, until all are read or
 * `budgetMs` is over. May be called again at any point; two at once read some objects twice and store them once. Ends
 * early when the sample was cancelled. Throws Fault `upstream` where the store answers to nothing at all.
 */
export const drawSample = verb({
  name: "sample.draw",
  summary: "Draw a requested sample and look at its objects",
  scope: "inventory.operate",
  input: z.object({ sampleId: idOf("sample"), budgetMs: z.number().int().min(1).default(20_000) }),
  output: z.object({ done: z.boolean(), read: z.number().int() }),
  async run(ctx, { sampleId, budgetMs }) {
    const endMs = performance.now() + budgetMs;
    const sample = await beginDrawing(ctx, sampleId);
    if (sample.state !== "drawing") return { done: true, read: 0 };
    try {
      return await readAll(ctx, sample, endMs);
    } catch (thrown) {
      // What no retry can mend ends the sample with the sentence of why.
      if (!(thrown instanceof Fault) || !["precondition", "not_found", "corrupt", "invalid"].includes(thrown.code))
        throw thrown;
      await finish(ctx, sampleId, { state: "failed", failure: thrown.message });
      return { done: true, read: 0 };
    }
  },
});

/**
 * Draws the objects of a sample that was only asked for. The inventory is walked before the sample is locked, in transactions of
 * their own: each is short enough for ten million objects, and whoever cancels meanwhile does not wait.
 */
async function beginDrawing(ctx: TenantCtx, sampleId: Id<"sample">): Promise<SampleRow> {
  const { tenantId } = ctx;
  const requested = await ctx.read((tx) => findSample(tx, tenantId, sampleId));
  if (!requested) throw new Fault("not_found", "There is no such sample in this workspace.");
  if (requested.state !== "requested") return requested;
  const { inventoryId, wanted, seed } = requested;
  const stratify = requested.stratify as Stratifier[];
  const traits = await ctx.read((tx) => readTraits(tx, tenantId, inventoryId, stratify, wanted));
  const cells = await ctx.read((tx) => readCells(tx, traits));
  const { strata, plan } = planDraw(cells, wanted, traits.edges);
  return ctx.machineWrite(async (tx) => {
    const state = await lockSample(tx, tenantId, sampleId);
    if (state !== "requested") return { ...requested, state: state ?? "cancelled" };
    const counts = await drawRows(tx, { ...traits, sampleId, seed, plan });
    const drawn = strata.map((stratum) => ({ ...stratum, drawn: counts.get(stratum.id) ?? 0 }));
    await changeSample(tx, tenantId, sampleId, { state: "drawing", strata: drawn });
    return { ...requested, state: "drawing" };
  });
}

async function readAll(ctx: TenantCtx, sample: SampleRow, endMs: number): Promise<{ done: boolean; read: number }> {
  const { tenantId } = ctx;
  const sampleId = sample.id as Id<"sample">;
  const atOnce = Math.max(2, ctx.ports.media.parallel * 2);
  const meter = new ReadMeter();
  const store = await openBucketStore(ctx, sample.inventory.bucketId as Id<"bucket">, meter.onWire);
  let read = 0;
  try {
    while (performance.now() < endMs) {
      const unread = await ctx.read((tx) => unreadObjects(tx, tenantId, sampleId, atOnce));
      if (unread.length === 0) {
        await finish(ctx, sampleId, { state: "ready" });
        return { done: true, read };
      }
      const findings = await Promise.all(
        fitting(unread).map((object) => readObject(ctx.ports, store, object, meter.spent)),
      );
      if (findings.every(({ problem }) => problem === "store_unavailable"))
        throw new Fault("upstream", "The store answered to none of several reads.");
      const drawing = await meter.book(ctx, sampleId, async (tx) => {
        if ((await lockSample(tx, tenantId, sampleId)) !== "drawing") return false;
        await saveFindings(tx, tenantId, sampleId, findings);
        await tellSample(tx, sampleId);
        return true;
      });
      if (!drawing) return { done: true, read };
      read += findings.length;
    }
    return { done: false, read };
  } finally {
    await store.close();
    // What was read to no avail was read all the same.
    if (!meter.isEmpty) await meter.book(ctx, sampleId, async () => {});
  }
}

/** As many of the first objects as fit into memory together, at least one. */
function fitting(objects: UnreadObject[]): UnreadObject[] {
  let bytes = 0;
  const over = objects.findIndex(({ sizeBytes }, i) => {
    bytes += Number(sizeBytes);
    return i > 0 && bytes > bytesAtOnce;
  });
  return over === -1 ? objects : objects.slice(0, over);
}

async function finish(
  ctx: TenantCtx,
  sampleId: Id<"sample">,
  end: { state: "ready" } | { state: "failed"; failure: string },
): Promise<void> {
  await ctx.machineWrite(async (tx) => {
    if ((await lockSample(tx, ctx.tenantId, sampleId)) !== "drawing") return;
    await changeSample(tx, ctx.tenantId, sampleId, { ...end, finishedAt: ctx.now() });
  });
}
