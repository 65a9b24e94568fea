import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { endEarly } from "./end-early.ts";
import { inventoryView } from "./schema.ts";

export const failInventory = verb({
  name: "inventory.fail",
  summary: "The machine's part: give up an inventory whose retries are used up, and keep the reason",
  scope: "inventory.operate",
  input: z.object({ inventoryId: idOf("inventory"), sentence: z.string().min(1).max(2000) }),
  output: inventoryView,
  run: (ctx, { inventoryId, sentence }) =>
    ctx.machineWrite((tx) =>
      endEarly(
        tx,
        { tenantId: ctx.tenantId, id: inventoryId },
        { state: "failed", failure: sentence, finishedAt: ctx.now() },
      ),
    ),
});
