import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { type FieldSetRecord, findFieldSet } from "./rows.ts";

/** Throws Fault `not_found` where there is none. */
export async function requireFieldSet(tx: Tx, tenantId: Id<"tenant">, id: Id<"fieldSet">): Promise<FieldSetRecord> {
  const row = await findFieldSet(tx, tenantId, id);
  if (!row) throw new Fault("not_found", "There is no such field set in this workspace.");
  return row;
}
