import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { holdInventoryOfPlan } from "./rows.ts";

/**
 * Keeps the inventory of a plan from being removed until the transaction ends: whoever removes it waits, and then finds what
 * was made of it. Throws Fault `precondition` where it was removed before.
 */
export async function holdInventory(tx: Tx, tenantId: Id<"tenant">, planId: Id<"plan">): Promise<void> {
  if (!(await holdInventoryOfPlan(tx, tenantId, planId)))
    throw new Fault("precondition", "The inventory of this plan was removed. Take a new one, and make a plan of that.");
}
