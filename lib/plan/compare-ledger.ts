import { z } from "zod";
import { parseUsd, usdString } from "../kernel/money.ts";
import { countInterval, type Ledger, type LedgerLineId, ledgerLineIds, usdInterval } from "./schema.ts";

const usd = z.string().describe("Dollars, as a decimal string");

/** How an actual stands to its estimate. Null while the run goes on: half of a run says nothing of the whole. */
export const verdict = z
  .object({
    deviation: z.number().nullable().describe("(actual − estimate) / estimate; null where nothing was estimated"),
    withinInterval: z.boolean(),
    withinFive: z.boolean().describe("Whether the actual is within 5 % of the estimate"),
  })
  .nullable();
export type Verdict = z.output<typeof verdict>;

export const comparedLine = z.object({
  id: z.enum(ledgerLineIds),
  label: z.string(),
  unit: z.string(),
  estimate: countInterval,
  actual: z.string().describe("As counted: every attempt and every byte"),
  estimateUsd: usdInterval,
  actualUsd: usd,
  verdict,
});
export type ComparedLine = z.output<typeof comparedLine>;

export const comparedLedger = z.object({
  lines: z.array(comparedLine),
  total: z.object({ estimateUsd: usdInterval, actualUsd: usd, verdict: verdict.describe("Of the dollars") }),
});
export type ComparedLedger = z.output<typeof comparedLedger>;

/**
 * A ledger's lines beside what was counted, at the ledger's own prices: exact in nano-dollars, rounded down once per line.
 * `over` is whether the run is finished, so that whole stands beside whole.
 */
export function compareLedger(ledger: Ledger, actual: Record<LedgerLineId, bigint>, over: boolean): ComparedLedger {
  const lines = ledger.lines.map(({ id, label, unit, quantity, price, costUsd }): ComparedLine => {
    const counted = actual[id];
    return {
      id,
      label,
      unit,
      estimate: quantity,
      actual: counted.toString(),
      estimateUsd: costUsd,
      actualUsd: usdString((parseUsd(price.usd) * counted) / BigInt(price.per)),
      verdict: over ? judge(BigInt(quantity.estimate), BigInt(quantity.low), BigInt(quantity.high), counted) : null,
    };
  });
  const spent = lines.reduce((sum, { actualUsd }) => sum + parseUsd(actualUsd), 0n);
  const { estimate, low, high } = ledger.total;
  return {
    lines,
    total: {
      estimateUsd: ledger.total,
      actualUsd: usdString(spent),
      verdict: over ? judge(parseUsd(estimate), parseUsd(low), parseUsd(high), spent) : null,
    },
  };
}

function judge(estimate: bigint, low: bigint, high: bigint, actual: bigint): NonNullable<Verdict> {
  const off = actual > estimate ? actual - estimate : estimate - actual;
  return {
    deviation: estimate === 0n ? (actual === 0n ? 0 : null) : Number(actual - estimate) / Number(estimate),
    withinInterval: low <= actual && actual <= high,
    withinFive: 20n * off <= estimate,
  };
}
