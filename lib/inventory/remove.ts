import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { discardInventory } from "./discard.ts";
import { findInventory, lockInventory, usesOf } from "./rows.ts";
import { inventoryView } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";

/**
 * What was counted of it stays to be read, and so do its samples, plans, runs and receipts: they hold copies of what they
 * need. Throws Fault `precondition` while it is collected, a sample is drawn from it or a run over it has not ended, and where
 * plans could still be launched that `abandonPlans` does not give up; `conflict` while somebody reads its objects.
 */
export const removeInventory = verb({
  name: "inventory.remove",
  summary: "Remove an inventory's objects and give their room back; the bucket itself is not touched",
  scope: "inventory.operate",
  input: z.object({
    inventoryId: idOf("inventory"),
    abandonPlans: z
      .boolean()
      .default(false)
      .describe("Whether plans over it that were not launched yet may become impossible to launch"),
  }),
  output: inventoryView,
  run: (ctx, { inventoryId: id, abandonPlans }) =>
    ctx.write({ action: "inventory.remove", subject: id, detail: { abandonPlans } }, async (tx) => {
      const where = { tenantId: ctx.tenantId, id };
      const state = await lockInventory(tx, where);
      if (state === null) throw new Fault("not_found", "There is no such inventory in this workspace.");
      if (state === "removed") throw new Fault("precondition", "The inventory was removed already.");
      if (state === "requested" || state === "collecting")
        throw new Fault("precondition", "The inventory is being collected. Stop it first.");
      const { runs, samples, plans } = await usesOf(tx, where);
      if (runs > 0) throw inUse(runs, "run over it has", "runs over it have", "Cancel, or wait for the end.");
      if (samples > 0) throw inUse(samples, "sample of it has", "samples of it have", "Cancel, or wait for the end.");
      if (plans > 0 && !abandonPlans)
        throw new Fault(
          "precondition",
          `${plans === 1 ? "A plan over it was" : `${plans} plans over it were`} not launched yet, and could not be any more. Say that ${plans === 1 ? "it" : "they"} may be abandoned.`,
          { details: { plans } },
        );
      if (!(await discardInventory(tx, where, ctx.now())))
        throw new Fault("conflict", "Somebody is reading this inventory's objects. Try again in a moment.");
      const row = await findInventory(tx, where.tenantId, id);
      if (!row) throw new Fault("internal", "The inventory's row is gone.");
      return showInventory(row);
    }),
});

function inUse(count: number, one: string, many: string, advice: string): Fault {
  return new Fault("precondition", `${count === 1 ? `A ${one}` : `${count} ${many}`} not ended. ${advice}`, {
    details: { count },
  });
}
