import type { z } from "zod";
import { countText } from "../kernel/count-text.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import { quantityText } from "../plan/quantity-text.ts";
import { deviationText, verdictWords } from "../plan/verdict-words.ts";
import type { reportRun } from "../run/report.ts";
import { slowDownWords, unsettledOf } from "../run/run-words.ts";
import { stampWords } from "../run/stamp-words.ts";
import { jsonText } from "./json-text.ts";
import { table } from "./table.ts";

export type RunReport = z.output<(typeof reportRun)["spec"]["output"]>;

/** What became of a run, for a person. */
export function reportText({ run, reasons, ledger }: RunReport): string {
  const unsettled = unsettledOf(run);
  const shown = reasons
    .filter(({ outcome }) => outcome !== "signed")
    .map(({ objects, outcome, why, sentence }) => [`  ${count(objects)}`, `${outcome}, ${why}`, sentence]);
  const counted = ledger.lines
    .filter(({ estimate, actual }) => estimate.high !== "0" || actual !== "0")
    .map(({ label, unit, estimate, actual, verdict }) => [
      `  ${label}`,
      quantityText(unit, actual),
      quantityText(unit, estimate.estimate),
      deviationText(verdict),
      verdictWords(verdict),
    ]);
  const foreseen = ledger.forecasts.map(({ mark, objects, total }) => [
    `  at ${mark} %`,
    `${count(objects)} settled`,
    usd(total.estimate),
    `${usd(total.low)}–${usd(total.high)}`,
  ]);
  return [
    `${run.state}: ${count(run.signed)} signed, ${count(run.skipped)} skipped, ${count(run.failed)} failed${unsettled > 0n ? `, ${countText(unsettled)} not settled` : ""}, of ${count(run.objects)}`,
    ...(shown.length > 0 ? [table(shown, [0])] : []),
    ...[slowDownWords(run) ?? []].flat(),
    ...(run.stamps.asked ? [`time-stamps: ${stampWords(run)}`] : []),
    `${run.assetsPerSecond.toFixed(1)} objects/s, ${formatBytes(Math.round(run.bytesPerSecond))}/s, ${(run.activeMs / 1000).toFixed(1)} s`,
    `cost ${usd(run.cost.soFarUsd)}, estimated ${usd(run.cost.estimateUsd)} (${usd(run.cost.estimateLowUsd)}–${usd(run.cost.estimateHighUsd)})`,
    table([["  Line", "Counted", "Estimated", "Off", ""], ...counted], [1, 2, 3]),
    ...(foreseen.length > 0 ? [`Total as it was forecast\n${table(foreseen, [1, 2])}`] : []),
    `run  ${run.id}\n`,
  ].join("\n");
}

/** The same for scripts: the run's own fields, `reasons` and `ledger`. */
export function runJson({ run, reasons, ledger }: RunReport): string {
  return jsonText({ ...run, reasons, ledger });
}

const count = (text: string) => Number(text).toLocaleString("en-US");
const usd = (text: string) => formatUsd(parseUsd(text));
