import { z } from "zod";
import { findInventory } from "../inventory/rows.ts";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { exactDuplicates } from "./duplicate-rows.ts";

const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

/**
 * Where an inventory's own count is an estimate by ETag and size, this one is exact, and of those objects alone whose bytes
 * runs have read: their receipts hold the SHA-256 of each. Empty objects are all alike and count for nothing.
 */
export const countDuplicates = verb({
  name: "receipt.count-duplicates",
  summary: "Count the objects of an inventory that are stored more than once, by the content that its runs have read",
  scope: "inventory.read",
  input: z.object({ inventoryId: idOf("inventory") }),
  output: z.object({
    inventoryId: idOf("inventory"),
    read: count.describe("Objects whose content is known"),
    groups: count.describe("Contents that more than one of them has"),
    objects: count.describe("Objects beyond the first of each such content"),
    bytes: count.describe("Bytes of these"),
  }),
  async run(ctx, { inventoryId }) {
    const found = await ctx.read(async (tx) => {
      if (!(await findInventory(tx, ctx.tenantId, inventoryId)))
        throw new Fault("not_found", "There is no such inventory in this workspace.");
      return exactDuplicates(tx, ctx.tenantId, inventoryId);
    });
    const { read, groups, objects, bytes } = found;
    return {
      inventoryId,
      read: String(read),
      groups: String(groups),
      objects: String(objects),
      bytes: String(bytes),
    };
  },
});
