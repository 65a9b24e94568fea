import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { endEarly } from "./end-early.ts";
import { inventoryView } from "./schema.ts";

/** Whoever is listing notices before the next page. What was listed so far stays to be looked at, and cannot be planned on. */
export const cancelInventory = verb({
  name: "inventory.cancel",
  summary: "Stop an inventory that is under way",
  scope: "inventory.operate",
  input: z.object({ inventoryId: idOf("inventory") }),
  output: inventoryView,
  run: (ctx, { inventoryId }) =>
    ctx.write({ action: "inventory.cancel", subject: inventoryId }, (tx) =>
      endEarly(
        tx,
        { tenantId: ctx.tenantId, id: inventoryId },
        { state: "cancelled", failure: null, finishedAt: ctx.now() },
      ),
    ),
});
