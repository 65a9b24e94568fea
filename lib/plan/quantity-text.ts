import { durationText } from "../kernel/duration-text.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import type { LinePrice } from "./schema.ts";

const plain: Record<string, [one: string, many: string]> = {
  request: ["request", "requests"],
  stamp: ["token", "tokens"],
  signature: ["signature", "signatures"],
  vex: ["VEx", "VEx"],
};

/** A ledger line's quantity in its unit: "1,204 requests", "3.1 GB", "2 min 05 s". */
export function quantityText(unit: string, quantity: string): string {
  if (unit === "byte") return formatBytes(BigInt(quantity));
  if (unit === "byte_month") return `${formatBytes(BigInt(quantity))} · month`;
  if (unit === "ms") return durationText(Number(quantity));
  const [one, many] = plain[unit] ?? [unit, unit];
  return `${BigInt(quantity).toLocaleString("en-US")} ${quantity === "1" ? one : many}`;
}

/** From and to in the line's unit, which is named once where both have it: "3,823 – 3,923 requests", "980 MB – 1.1 GB". */
export function quantityRangeText(unit: string, { low, high }: { low: string; high: string }): string {
  const [from, to] = [quantityText(unit, low), quantityText(unit, high)];
  const [number, ...rest] = from.split(" ");
  // A time has a number in each of its parts: it is told whole.
  const named = rest.join(" ");
  const once = named !== "" && !/\d/.test(named) && to.split(" ").slice(1).join(" ") === named;
  return `${once ? number : from} – ${to}`;
}

/** What a unit costs, as people say it: "$0.09 per GB", "$5.00 per 1,000,000 requests". */
export function priceText(unit: string, { usd, per }: LinePrice): string {
  return `${formatUsd(parseUsd(usd))} per ${perText(unit, per)}`;
}

function perText(unit: string, per: number): string {
  if (unit === "byte") return sizeText(per);
  if (unit === "byte_month") return `${sizeText(per)} and month`;
  if (unit === "ms") return per === 3_600_000 ? "hour" : durationText(per);
  const [one, many] = plain[unit] ?? [unit, unit];
  return per === 1 ? one : `${per.toLocaleString("en-US")} ${many}`;
}

function sizeText(bytes: number): string {
  const text = formatBytes(BigInt(bytes));
  return text.replace(/^1(\.0+)? /, "");
}
