import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf, newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { holdInventory, insertSample } from "./rows.ts";
import { sampleView, stratifiers } from "./schema.ts";
import { defaultSeed } from "./seeded-random.ts";
import { showSample } from "./show-sample.ts";

export const requestSample = verb({
  name: "sample.request",
  summary: "Ask for a seeded, stratified sample of an inventory; drawing and reading it goes on by itself",
  scope: "inventory.operate",
  input: z.object({
    inventoryId: idOf("inventory"),
    wanted: z.coerce.number().int().min(1).max(10_000).default(400).describe("How many objects to draw"),
    stratify: z
      .array(z.enum(stratifiers))
      .max(stratifiers.length)
      .default([...stratifiers])
      .describe("By which traits"),
    seed: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[\x20-\x7e]+$/, "must be printable ASCII")
      .optional()
      .describe("The same seed draws the same sample; left out, it follows from the inventory's id"),
  }),
  output: sampleView,
  async run(ctx, { inventoryId, wanted, stratify, seed }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    const sampleId = newId("sample", now);
    const act = { action: "sample.request", subject: sampleId, detail: { inventoryId, wanted, stratify } };
    const sample = await ctx.write(act, async (tx) => {
      const inventory = await holdInventory(tx, tenantId, inventoryId);
      if (!inventory) throw new Fault("not_found", "There is no such inventory in this workspace.");
      if (inventory.state !== "ready")
        throw new Fault("precondition", `The inventory is ${inventory.state}. A sample needs one that is ready.`);
      if (inventory.objects === 0n)
        throw new Fault("precondition", "The inventory holds no objects, so there is nothing to draw from.");
      const traits = stratifiers.filter((name) => stratify.includes(name));
      const row = { tenantId, id: sampleId, inventoryId, wanted, stratify: traits, now };
      return insertSample(tx, { ...row, seed: seed ?? defaultSeed(inventoryId) });
    });
    await ctx.ports.jobs.send([
      { name: "sample/requested", id: `${sampleId}:requested`, data: { tenantId, sampleId } },
    ]);
    return showSample(sample, { drawn: 0, read: 0 });
  },
});
