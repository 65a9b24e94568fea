import type { z } from "zod";
import { formatBytes } from "../kernel/format-bytes.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import type { reportRun } from "../run/report.ts";
import { slowDownWords } from "../run/run-words.ts";
import { stampWords } from "../run/stamp-words.ts";
import { jsonText } from "./json-text.ts";
import { table } from "./table.ts";

export type RunReport = z.output<(typeof reportRun)["spec"]["output"]>;

/** What became of a run, for a person. */
export function reportText({ run, reasons }: RunReport): string {
  const shown = reasons
    .filter(({ outcome }) => outcome !== "signed")
    .map(({ objects, outcome, why, sentence }) => [`  ${count(objects)}`, `${outcome}, ${why}`, sentence]);
  return [
    `${run.state}: ${count(run.signed)} signed, ${count(run.skipped)} skipped, ${count(run.failed)} failed, of ${count(run.objects)}`,
    ...(shown.length > 0 ? [table(shown, [0])] : []),
    ...[slowDownWords(run) ?? []].flat(),
    ...(run.stamps.asked ? [`time-stamps: ${stampWords(run)}`] : []),
    `${run.assetsPerSecond.toFixed(1)} objects/s, ${formatBytes(Math.round(run.bytesPerSecond))}/s, ${(run.activeMs / 1000).toFixed(1)} s`,
    `cost ${usd(run.cost.soFarUsd)}, estimated ${usd(run.cost.estimateUsd)} (${usd(run.cost.estimateLowUsd)}–${usd(run.cost.estimateHighUsd)})`,
    `run  ${run.id}\n`,
  ].join("\n");
}

/** The same for scripts: the run's own fields, and `reasons`. */
export function runJson({ run, reasons }: RunReport): string {
  return jsonText({ ...run, reasons });
}

const count = (text: string) => Number(text).toLocaleString("en-US");
const usd = (text: string) => formatUsd(parseUsd(text));
