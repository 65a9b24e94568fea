import type { PlanSettings } from "../plan/schema.ts";
import type { Settling } from "./schema.ts";
import { deadlineMs } from "./signing-kit.ts";

/**
 * When what is in flight of a run that begins nothing more will be settled: by its pace so far, and at most after the deadline
 * of its largest object. What is held by a process that died is given back by then, and stays unsigned. Null where nothing is.
 */
export function settlingOf(
  inFlight: { objects: number; bytesMax: number },
  settings: Pick<PlanSettings, "deadlineMs">,
  assetsPerSecond: number,
): Settling | null {
  if (inFlight.objects === 0) return null;
  const withinSeconds = Math.ceil(deadlineMs(settings, inFlight.bytesMax) / 1000);
  const expected = assetsPerSecond > 0 ? Math.ceil(inFlight.objects / assetsPerSecond) : null;
  return { expectedSeconds: expected === null ? null : Math.min(expected, withinSeconds), withinSeconds };
}
