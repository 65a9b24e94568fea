import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf, newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { mergePrefixes } from "./merge-prefixes.ts";
import { insertRanges } from "./range-rows.ts";
import { findOpenBucket, insertInventory } from "./rows.ts";
import { inventoryView, prefixText } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";

/** The row is the truth: where the hint is lost, the sweep finds the row. */
export const requestInventory = verb({
  name: "inventory.request",
  summary: "Ask for a bucket to be listed, whole or below some prefixes",
  scope: "inventory.operate",
  input: z.object({
    bucketId: idOf("bucket"),
    prefixes: z
      .array(prefixText)
      .max(100)
      .default([""])
      .describe("Overlapping ones are merged; the empty text is the whole bucket"),
  }),
  output: inventoryView,
  async run(ctx, { bucketId, prefixes }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    const id = newId("inventory", now);
    const merged = mergePrefixes(prefixes);
    const row = { tenantId, id, bucketId, source: "listing", prefixes: merged, state: "requested", now } as const;
    const shown = await ctx.write(
      { action: "inventory.request", subject: id, detail: { bucketId, prefixes: merged } },
      async (tx) => {
        if (!(await findOpenBucket(tx, tenantId, bucketId)))
          throw new Fault("not_found", "There is no such bucket in this workspace, or it was removed.");
        const made = await insertInventory(tx, row);
        await insertRanges(tx, { tenantId, id }, merged);
        return showInventory(made);
      },
    );
    await ctx.ports.jobs.send([
      { name: "inventory/requested", id: `inventory/requested:${id}`, data: { tenantId, inventoryId: id } },
    ]);
    return shown;
  },
});
