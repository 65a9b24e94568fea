import type { Id } from "../kernel/ids.ts";
import { resolveTemplate, type StatedAssertion } from "../metadata/resolve-template.ts";
import { fieldsOfKeys } from "../metadata/rows.ts";
import type { Tx } from "../ports/ctx.ts";
import type { DrawnObject } from "./expected-work.ts";
import type { PlanSettings } from "./schema.ts";

/** What the plan would state of at most `most` of the drawn objects, evenly from among those that it can state something of. */
export async function statedOfSome(
  tx: Tx,
  tenantId: Id<"tenant">,
  objects: readonly DrawnObject[],
  { metadata }: Pick<PlanSettings, "metadata">,
  most: number,
): Promise<StatedAssertion[][]> {
  if (metadata === null) return [];
  const stateable = objects.filter(({ unstated }) => !unstated);
  const every = Math.max(1, Math.floor(stateable.length / most));
  const keys = stateable.filter((_, at) => at % every === 0).map(({ key }) => key);
  const some = keys.slice(0, most);
  const rows = metadata.fieldSetId === null ? new Map() : await fieldsOfKeys(tx, tenantId, metadata.fieldSetId, some);
  return some.flatMap((key) => {
    const resolved = resolveTemplate(metadata.template, rows.get(key) ?? null);
    return resolved.kind === "resolved" ? [resolved.assertions] : [];
  });
}
