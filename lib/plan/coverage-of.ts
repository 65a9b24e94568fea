import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { Coverage } from "../metadata/find-faults.ts";
import { outputPrefixes } from "./expected-work.ts";
import type { PlanSettings } from "./schema.ts";

/** The objects of an inventory whose metadata a run under these settings would need. */
export function coverageOf(inventoryId: Id<"inventory">, settings: PlanSettings): Coverage {
  const { metadata, sizeBytesMax } = settings;
  if (metadata === null) throw new Fault("invalid", "These settings state no metadata.");
  return { inventoryId, outputPrefixes: outputPrefixes(settings), sizeBytesMax, metadata };
}
