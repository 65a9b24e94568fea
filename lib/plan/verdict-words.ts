import type { Verdict } from "./compare-ledger.ts";

/** "+1.2 %": how far an actual is from its estimate. "–" where that cannot be said. */
export function deviationText(verdict: Verdict): string {
  if (verdict === null || verdict.deviation === null) return "–";
  const percent = (100 * verdict.deviation).toFixed(1);
  return `${verdict.deviation > 0 && percent !== "0.0" ? "+" : ""}${percent.replace(/^-0\.0$/, "0.0").replace("-", "−")} %`;
}

/** Whether the actual kept to what was promised of it, in words that are short enough for a cell. */
export function verdictWords(verdict: Verdict): string {
  if (verdict === null) return "not compared";
  const interval = verdict.withinInterval ? "within its interval" : "outside its interval";
  return `${interval}, ${verdict.withinFive ? "within 5 %" : "more than 5 % off"}`;
}
