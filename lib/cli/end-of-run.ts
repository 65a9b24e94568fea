import type { CommandEnd } from "../edge/command.ts";
import type { SkipReason } from "../kernel/outcome.ts";
import type { RunReport } from "./report-text.ts";

/** Skipped because the plan says so: nothing is wrong with the asset, and nobody has to look at it. */
const skippedByPlan: readonly SkipReason[] = ["already_signed", "placeholder"];

/** Partial where something failed, was skipped because of an error in it, or is not settled: scripts look at the exit code. */
export function endOfRun({ run, reasons }: RunReport): CommandEnd {
  if (run.state !== "finished") return "partial";
  const fine = reasons.every(
    ({ outcome, why }) =>
      outcome === "signed" || (outcome === "skipped" && skippedByPlan.some((planned) => planned === why)),
  );
  return fine ? "success" : "partial";
}
