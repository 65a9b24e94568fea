import { parseUsd, usdString } from "../kernel/money.ts";
import type { Ledger, LedgerLineId } from "../plan/schema.ts";
import type { WireCounts } from "./schema.ts";

export interface CostSoFar {
  soFarUsd: string;
  estimateUsd: string;
  estimateLowUsd: string;
  estimateHighUsd: string;
}

/**
 * What was counted on the wire, at the ledger's own prices, beside what the ledger estimated. Listing was done before
 * the run and is taken as estimated. Exact in nano-dollars, rounded down once per line.
 */
export function costSoFar(ledger: Ledger, counted: { wire: WireCounts; signed: bigint }): CostSoFar {
  const actual = actualQuantities(counted.wire, counted.signed);
  const soFar = ledger.lines.reduce((sum, line) => {
    const quantity = line.id === "requests_list" ? BigInt(line.quantity.estimate) : actual[line.id];
    return sum + (parseUsd(line.price.usd) * quantity) / BigInt(line.price.per);
  }, 0n);
  return {
    soFarUsd: usdString(soFar),
    estimateUsd: ledger.total.estimate,
    estimateLowUsd: ledger.total.low,
    estimateHighUsd: ledger.total.high,
  };
}

/** The units of each ledger line, as counted. A stamp is charged for when it is granted. */
export function actualQuantities(wire: WireCounts, signed: bigint): Record<LedgerLineId, bigint> {
  return {
    requests_list: BigInt(wire.list),
    requests_get: BigInt(wire.get),
    requests_put: BigInt(wire.put),
    requests_head: BigInt(wire.head),
    egress: BigInt(wire.bytesIn),
    cpu: BigInt(wire.mediaMs),
    tsa: BigInt(wire.stamps),
    kms: BigInt(wire.kmsSignatures),
    storage: BigInt(wire.bytesStored),
    service_units: signed,
  };
}
