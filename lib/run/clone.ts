import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { estimatePlan } from "../plan/estimate.ts";
import { planSettings } from "../plan/schema.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { findRun, newestSample, type RunRow } from "./rows.ts";

/** Which objects a clone is over: `same` as the run's own, or the `newest` list of its bucket that a sample was drawn from. */
export const cloneObjects = ["same", "newest"] as const;

/**
 * A new plan with the settings of a run's own, at today's prices, for somebody to approve and launch. Not a run at once: an
 * approval is somebody's yes to one run of one plan, and a second run would spend what nobody said yes to.
 */
export const cloneRun = verb({
  name: "run.clone",
  summary: "Plan the same again: a new plan with a run's settings, to be approved and launched",
  scope: "plan.operate",
  input: z.object({ runId: idOf("run"), objects: z.enum(cloneObjects).default("same") }),
  output: z.object({ planId: idOf("plan"), inventoryId: idOf("inventory"), sampleId: idOf("sample") }),
  async run(ctx, { runId, objects }) {
    const run = await ctx.read((tx) => findRun(tx, ctx.tenantId, runId));
    if (!run) throw new Fault("not_found", "There is no such run in this workspace.");
    const over = objects === "same" ? run.plan : await newest(ctx, run);
    const [inventoryId, sampleId] = [over.inventoryId as Id<"inventory">, over.sampleId as Id<"sample">];
    const plan = await estimatePlan(ctx, { inventoryId, sampleId, settings: planSettings.parse(run.plan.settings) });
    return { planId: plan.id, inventoryId, sampleId };
  },
});

async function newest(ctx: TenantCtx, run: RunRow): Promise<{ inventoryId: string; sampleId: string }> {
  const { bucketId, prefixes } = run.plan.inventory;
  const sample = await ctx.read((tx) => newestSample(tx, ctx.tenantId, bucketId, prefixes));
  if (sample) return { inventoryId: sample.inventoryId, sampleId: sample.id };
  throw new Fault(
    "precondition",
    "The bucket has no list of these objects with a sample. Take an inventory and draw one.",
  );
}
