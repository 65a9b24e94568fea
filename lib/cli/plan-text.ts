import { durationText } from "../kernel/duration-text.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import type { PlanView } from "../plan/schema.ts";
import { table } from "./table.ts";

/** A plan and its ledger for a person who has to approve them. */
export function planText({ id, hash, ledger, settings, words, units }: PlanView): string {
  const lines = ledger.lines
    .filter((line) => line.quantity.estimate !== "0")
    .map((line) => [
      `  ${line.label}`,
      count(line.quantity.estimate),
      line.unit,
      usd(line.costUsd.estimate),
      `${usd(line.costUsd.low)}–${usd(line.costUsd.high)}`,
    ]);
  const expected = ledger.expected.map(({ outcome, why, objects }) => [
    `  ${outcome}${why ? `, ${why}` : ""}`,
    count(objects.estimate),
    `${count(objects.low)}–${count(objects.high)}`,
  ]);
  return [
    `${count(ledger.objects_total)} objects, ${count(ledger.objects_unique)} of them unique; mode ${settings.mode}`,
    `\nExpected\n${table(expected, [1])}`,
    `\nCost\n${table(lines, [1, 3])}`,
    `\nTotal ${usd(ledger.total.estimate)} (${usd(ledger.total.low)}–${usd(ledger.total.high)}, 95 %), about ${durationText(ledger.est_runtime_sec * 1000)}.`,
    "Prices are list prices that nobody has verified for you.",
    unitsText(units),
    ...(words === null ? [] : [`It replaces objects. Whoever approves it types: ${words}`]),
    `\nplan  ${id}\nhash  ${hash}\n`,
  ].join("\n");
}

const usd = (text: string) => formatUsd(parseUsd(text));
const count = (value: string | number) => Number(value).toLocaleString("en-US");

/** What the plan adds to the month's service units, and to its invoice where the plan knows their price. */
function unitsText({ month, soFar, planned, after, overage }: PlanView["units"]): string {
  const units = `\nService units in ${month}: ${count(soFar)} so far, ${count(planned.estimate)} by this run, ${count(after.estimate)} together (${count(after.low)}–${count(after.high)}).`;
  if (!overage) return units;
  const { reserved, added, addedUsd } = overage;
  return `${units}\nOverage: ${count(added.estimate)} beyond the ${count(reserved)} reserved, ${usd(addedUsd.estimate)} on the invoice (${usd(addedUsd.low)}–${usd(addedUsd.high)}).`;
}
