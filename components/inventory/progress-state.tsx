import { Badge } from "@/components/ui/badge";
import type { InventoryState } from "@/lib/inventory/schema.ts";
import type { SampleState } from "@/lib/sample/schema.ts";

/** How far an inventory or a sample is. */
export function ProgressState({ state }: { state: InventoryState | SampleState }) {
  const moving = !isOver(state);
  return (
    <Badge variant={state === "failed" ? "destructive" : state === "ready" ? "neutral" : "outline"}>
      {moving ? <span aria-hidden="true" className="size-1.5 animate-pulse rounded-full bg-current" /> : null}
      {words[state]}
    </Badge>
  );
}

/** Whether nothing more will change. */
export function isOver(state: InventoryState | SampleState): boolean {
  return state === "ready" || state === "failed" || state === "cancelled" || state === "removed";
}

const words: Record<InventoryState | SampleState, string> = {
  requested: "Waiting to begin",
  collecting: "Collecting",
  drawing: "Drawing",
  ready: "Ready",
  failed: "Failed",
  cancelled: "Cancelled",
  removed: "Removed",
};
