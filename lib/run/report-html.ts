import type { z } from "zod";
import { countText } from "../kernel/count-text.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import { quantityRangeText, quantityText } from "../plan/quantity-text.ts";
import { deviationText, verdictWords } from "../plan/verdict-words.ts";
import type { reportRun } from "./report.ts";
import { slowDownWords, unsettledOf } from "./run-words.ts";
import { stampWords } from "./stamp-words.ts";

const modeWords: Record<Report["run"]["mode"], string> = {
  remote: "remote: not one byte of an asset changed",
  embed: "embed: signed copies were written",
  "embed-in-place": "embed-in-place: the objects themselves were replaced, each only as the inventory saw it",
};

type Report = z.output<(typeof reportRun)["spec"]["output"]>;

/** The completion report as one HTML file that needs nothing else: for an archive, or to send on. */
export function reportHtml({ run, reasons, ledger }: Report): string {
  const count = (text: string) => Number(text).toLocaleString("en-US");
  const usd = (text: string) => formatUsd(parseUsd(text));
  const facts: [string, string][] = [
    ["Run", run.id],
    ["Bucket", run.bucketName],
    ["Mode", modeWords[run.mode]],
    ["State", run.state],
    ["Launched", timeText(run.createdAt)],
    ["Over", run.finishedAt ? timeText(run.finishedAt) : "not yet"],
    ["Objects", `${count(run.objects)} (${formatBytes(BigInt(run.bytes))})`],
    ["Signed, read back and Trusted", count(run.signed)],
    ["Skipped", count(run.skipped)],
    ["Failed", count(run.failed)],
    ["Not settled, and not signed", countText(unsettledOf(run))],
    ["Priority", run.priority],
    ["Pace", slowDownWords(run) ?? "the store never asked to slow down"],
    ...retriedFact(run),
    ["Time-stamps", stampWords(run) ?? "none were asked for"],
    [
      "Cost",
      `${usd(run.cost.soFarUsd)}, estimated ${usd(run.cost.estimateUsd)} (${usd(run.cost.estimateLowUsd)} to ${usd(run.cost.estimateHighUsd)})`,
    ],
    ["Plan and approval", `${run.planId}, ${run.approvalId}`],
  ];
  const factRows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const reasonRows = reasons.map(
    (row) =>
      `<tr><td>${row.outcome}</td><td>${row.why ? `<code>${row.why}</code> ` : ""}${escapeHtml(row.sentence)}</td><td class="n">${count(row.objects)}</td><td class="n">${formatBytes(BigInt(row.bytes))}</td></tr>`,
  );
  const within = (text: string) => `<br><small>${text}</small>`;
  const quantity = (unit: string, of: Range) =>
    quantityText(unit, of.estimate) + (of.low === of.high ? "" : within(quantityRangeText(unit, of)));
  const cost = ({ estimate, low, high }: Range) =>
    usd(estimate) + (low === high ? "" : within(`${usd(low)} – ${usd(high)}`));
  const ledgerRows = ledger.lines.map(
    ({ label, unit, estimate, actual, actualUsd, verdict }) =>
      `<tr><td>${escapeHtml(label)}</td><td class="n">${quantity(unit, estimate)}</td><td class="n">${quantityText(unit, actual)}</td><td class="n">${usd(actualUsd)}</td><td class="n">${deviationText(verdict)}</td><td>${verdictWords(verdict)}</td></tr>`,
  );
  const { total } = ledger;
  const totalRow = `<tr><th scope="row">Total</th><td class="n">${cost(total.estimateUsd)}</td><td></td><td class="n">${usd(total.actualUsd)}</td><td class="n">${deviationText(total.verdict)}</td><td>${verdictWords(total.verdict)}</td></tr>`;
  const forecastRows = ledger.forecasts.map(
    ({ mark, at, objects, total }) =>
      `<tr><td>${mark} %</td><td>${timeText(at)}</td><td class="n">${count(objects)}</td><td class="n">${cost(total)}</td></tr>`,
  );
  const forecasts =
    forecastRows.length === 0
      ? ""
      : `<h2>Forecast on the way</h2>
<section><table>
<thead><tr><th>At</th><th>Taken</th><th class="n">Objects settled</th><th class="n">Total, with its 95 % interval</th></tr></thead>
<tbody>${forecastRows.join("\n")}</tbody>
</table></section>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Completion report ${escapeHtml(run.id)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 clamp(.5rem, 3vw, 1.5rem); color: #1a1c20; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem; border-bottom: 1px solid #dcdad4; }
th { font-weight: 500; color: #5c5f66; } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
section { overflow-x: auto; } td small { color: #5c5f66; } code { font-size: .9em; } h1 { font-size: 1.4rem; } h2 { font-size: 1rem; }
</style>
</head>
<body>
<h1>Completion report</h1>
<section><table>${factRows.join("\n")}</table></section>
<h2>By outcome and reason</h2>
<section><table>
<thead><tr><th>Outcome</th><th>Reason</th><th class="n">Objects</th><th class="n">Size</th></tr></thead>
<tbody>${reasonRows.join("\n")}</tbody>
</table></section>
<h2>The ledger beside what was counted</h2>
<section><table>
<thead><tr><th>Line</th><th class="n">Estimated, with its 95 % interval</th><th class="n">Counted</th><th class="n">Cost</th><th class="n">Deviation</th><th></th></tr></thead>
<tbody>${ledgerRows.join("\n")}
${totalRow}</tbody>
</table></section>
${forecasts}
<p>A receipt says what was done and observed, and when by the service's clock. It says nothing about what a picture shows,
who took it, or when. Check the receipts offline with <code>c2c receipts verify</code>.</p>
</body>
</html>
`;
}

interface Range {
  estimate: string;
  low: string;
  high: string;
}

/** To the second, in UTC, for people: "2026-01-31 08:50:07 UTC". */
function timeText(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")} UTC`;
}

function retriedFact({ retried }: Report["run"]): [string, string][] {
  return retried === null
    ? []
    : [["Last tried again", `${Number(retried.objects).toLocaleString("en-US")} that had failed with ${retried.why}`]];
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
