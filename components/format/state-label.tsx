import { Badge } from "@/components/ui/badge";

/** A C2PA validation state in the specification's own word. Neutral by design: a state is a finding, not a verdict. */
export function ValidationState({
  state,
}: {
  state: "WellFormed" | "Well-Formed" | "Valid" | "Trusted" | "Invalid" | (string & {});
}) {
  return <Badge variant="neutral">{state === "WellFormed" ? "Well-Formed" : state}</Badge>;
}

/** What became of one asset. */
export function OutcomeLabel({
  outcome,
}: {
  outcome: "signed" | "skipped" | "failed" | "pending" | "leased" | (string & {});
}) {
  const variant = outcome === "failed" ? "destructive" : outcome === "signed" ? "neutral" : "outline";
  return <Badge variant={variant}>{words[outcome] ?? outcome}</Badge>;
}

/** How far a run is. */
export function RunStateLabel({ state }: { state: string }) {
  const moving = state === "filling" || state === "running" || state === "cancelling";
  return (
    <Badge variant={state === "running" ? "solid" : state === "paused" ? "caution" : moving ? "neutral" : "outline"}>
      {moving ? <span aria-hidden="true" className="size-1.5 animate-pulse rounded-full bg-current" /> : null}
      {words[state] ?? state}
    </Badge>
  );
}

const words: Record<string, string> = {
  signed: "Signed",
  skipped: "Skipped",
  failed: "Failed",
  pending: "Not settled",
  leased: "Working",
  filling: "Filling",
  running: "Running",
  paused: "Paused",
  cancelling: "Cancelling",
  cancelled: "Cancelled",
  finished: "Finished",
};
