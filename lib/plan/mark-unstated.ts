import type { Id } from "../kernel/ids.ts";
import { isMissing } from "../metadata/find-faults.ts";
import { resolveTemplate } from "../metadata/resolve-template.ts";
import { fieldsOfKeys } from "../metadata/rows.ts";
import type { Tx } from "../ports/ctx.ts";
import type { DrawnObject } from "./expected-work.ts";
import type { PlanSettings } from "./schema.ts";

/** Marks the drawn objects that a run would skip because the plan's metadata lacks a value for them. */
export async function markUnstated<T extends DrawnObject>(
  tx: Tx,
  tenantId: Id<"tenant">,
  objects: T[],
  { metadata }: Pick<PlanSettings, "metadata">,
): Promise<T[]> {
  if (metadata === null || metadata.fieldSetId === null) return objects;
  const keys = objects.map(({ key }) => key);
  const rows = await fieldsOfKeys(tx, tenantId, metadata.fieldSetId, keys);
  return objects.map((object) => {
    const resolved = resolveTemplate(metadata.template, rows.get(object.key) ?? null);
    return resolved.kind === "unresolved" && isMissing(resolved.faults) ? { ...object, unstated: true } : object;
  });
}
