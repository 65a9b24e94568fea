import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { countRanges } from "./range-rows.ts";
import { findInventory, usesOf } from "./rows.ts";
import { inventoryDetail } from "./schema.ts";
import { showInventoryDetail } from "./show-inventory.ts";

export const getInventory = verb({
  name: "inventory.get",
  summary: "One inventory, with what it holds by type, prefix and date once it is ready",
  scope: "inventory.read",
  input: z.object({ inventoryId: idOf("inventory") }),
  output: inventoryDetail,
  async run(ctx, { inventoryId }) {
    const where = { tenantId: ctx.tenantId, id: inventoryId };
    return ctx.read(async (tx) => {
      const row = await findInventory(tx, where.tenantId, inventoryId);
      if (!row) throw new Fault("not_found", "There is no such inventory in this workspace.");
      const { plans: plansNotLaunched } = await usesOf(tx, where);
      return showInventoryDetail(row, { ranges: await countRanges(tx, where), plansNotLaunched });
    });
  },
});
