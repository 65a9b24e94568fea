import { countText, thingsText } from "../kernel/count-text.ts";
import { durationText } from "../kernel/duration-text.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import { quantityText } from "../plan/quantity-text.ts";
import type { PlanView } from "../plan/schema.ts";
import { projectionText } from "./billing-text.ts";
import { table } from "./table.ts";

/** A plan and its ledger for a person who has to approve them. */
export function planText({ id, hash, ledger, settings, words }: PlanView): string {
  const lines = ledger.lines
    .filter((line) => line.quantity.estimate !== "0")
    .map((line) => [
      `  ${line.label}`,
      quantityText(line.unit, line.quantity.estimate),
      usd(line.costUsd.estimate),
      `${usd(line.costUsd.low)}–${usd(line.costUsd.high)}`,
    ]);
  const expected = ledger.expected.map(({ outcome, why, objects }) => [
    `  ${outcome}${why ? `, ${why}` : ""}`,
    countText(objects.estimate),
    `${countText(objects.low)}–${countText(objects.high)}`,
  ]);
  return [
    `${thingsText(ledger.objects_total, "object")}, ${countText(ledger.objects_unique)} of them unique; mode ${settings.mode}`,
    `\nExpected\n${table(expected, [1])}`,
    `\nCost\n${table(lines, [1, 2])}`,
    `\nTotal ${usd(ledger.total.estimate)} (${usd(ledger.total.low)}–${usd(ledger.total.high)}, 95 %), about ${durationText(ledger.est_runtime_sec * 1000)}.`,
    "Prices are list prices that nobody has verified for you.",
    projectionText(ledger.units),
    ...(words === null ? [] : [`It replaces objects. Whoever approves it types: ${words}`]),
    `\nplan  ${id}\nhash  ${hash}\n`,
  ].join("\n");
}

const usd = (text: string) => formatUsd(parseUsd(text));
