import type { BillingView, UnitProjection, UnitTerms } from "../billing/schema.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import { table } from "./table.ts";

type TierRow = BillingView["priceList"]["tiers"][number];

/** A month's reservation and what it comes to, for a person. */
export function billingText({ month, terms, next, units, underWay, invoice, cheaper, priceList }: BillingView): string {
  const lines = units.map(({ unit, reserved, used, overage, projected, projectedOverage, projectedUsd }) => [
    `  ${unit === "vex" ? "VEx" : "FU"}`,
    ...[reserved, used, overage, projected.estimate, projectedOverage.estimate].map(count),
    usd(projectedUsd.estimate),
  ]);
  const tiers = priceList.tiers.map(({ terms: each }) => [
    `  ${each.tier}`,
    `${usd(each.monthlyUsd)} a month`,
    count(each.vex.reserved),
    stepsText(each.vex),
  ]);
  const { soFarUsd, projectedUsd } = invoice;
  return [
    `${month}, UTC: ${terms.name}, ${usd(terms.monthlyUsd)} a month${next ? `; from the next month on ${next.name}` : ""}\n`,
    table([["  unit", "reserved", "used", "beyond", "projected", "beyond", "overage"], ...lines], [1, 2, 3, 4, 5, 6]),
    `\nThe month comes to ${usd(soFarUsd)} so far, and to ${usd(projectedUsd.estimate)} (${usd(projectedUsd.low)}–${usd(projectedUsd.high)}) with ${underWayText(underWay)}.`,
    ...(cheaper ? [cheaperText(cheaper)] : []),
    `\nTiers of ${priceList.version}: VEx reserved a month, and each beyond them`,
    table(tiers, [1, 2]),
    `\n${priceList.note}\n`,
  ].join("\n");
}

/** What a choice would do, before it is made. */
export function changeText({ terms }: BillingView, { terms: wanted, change }: TierRow): string {
  const prices = `${wanted.name} for ${usd(wanted.monthlyUsd)} a month in place of ${terms.name} for ${usd(terms.monthlyUsd)}`;
  switch (change.kind) {
    case "raise":
      return `${prices}: it counts at once, for the whole of ${change.fromMonth}.`;
    case "lower":
      return `${prices}: it counts from ${change.fromMonth} on.`;
    case "keep":
      return `${wanted.name} is kept, and what was to follow it is taken back.`;
    case "same":
      return `${wanted.name} is what is reserved already.`;
  }
}

/** What a plan's run would add to the month and to its invoice. */
export function projectionText(units: UnitProjection | null): string {
  if (!units) return "\nWhat it adds to the month's invoice was not reckoned: the plan is of an earlier version.";
  const { month, terms, soFar, others, planned, together, overage, invoiceUsd, cheaper, crossesMonthEnd } = units;
  return [
    `\nService units in ${month}: ${count(soFar)} so far, ${count(others.units.estimate)} by ${underWayText(others)}, ${count(planned.estimate)} by this run; ${count(together.estimate)} together (${count(together.low)}–${count(together.high)}), and ${count(terms.vex.reserved)} are reserved (${terms.name}).`,
    `Overage by this run: ${count(overage.estimate)} (${count(overage.low)}–${count(overage.high)}), on the invoice ${usd(invoiceUsd.estimate)} (${usd(invoiceUsd.low)}–${usd(invoiceUsd.high)}).`,
    ...(cheaper ? [cheaperText(cheaper)] : []),
    ...(crossesMonthEnd
      ? ["Launched now it would go on beyond the month's end: what it signs then counts in the next month."]
      : []),
  ].join("\n");
}

function cheaperText({ tier, name, savedUsd }: NonNullable<BillingView["cheaper"]>): string {
  return `With ${name} the month would cost ${usd(savedUsd)} less: c2c billing reserve --tier ${tier}`;
}

function underWayText({ runs, plans }: BillingView["underWay"]): string {
  if (runs + plans === 0) return "nothing else that is approved";
  return [...(runs ? [`${runs} unfinished run(s)`] : []), ...(plans ? [`${plans} approved plan(s)`] : [])].join(
    " and ",
  );
}

function stepsText({ overage }: UnitTerms): string {
  return overage
    .map(({ upTo, usd: price }) => (upTo === null ? `then ${usd(price)}` : `${usd(price)} up to ${count(upTo)}`))
    .join(", ");
}

const usd = (text: string) => formatUsd(parseUsd(text));
const count = (text: string) => BigInt(text).toLocaleString("en-US");
