import { compareLedger } from "../plan/compare-ledger.ts";
import type { Ledger, LedgerLineId } from "../plan/schema.ts";
import type { WireCounts } from "./schema.ts";

export interface CostSoFar {
  soFarUsd: string;
  estimateUsd: string;
  estimateLowUsd: string;
  estimateHighUsd: string;
}

/** What was counted of a run: `stampsPaid` are those that came later than its signatures. */
export interface Counted {
  wire: WireCounts;
  signed: bigint;
  stampsPaid: bigint;
}

/** What was counted on the wire, at the ledger's own prices, beside what the ledger estimated. */
export function costSoFar(ledger: Ledger, counted: Counted): CostSoFar {
  return {
    soFarUsd: compareLedger(ledger, actualQuantities(counted), false).total.actualUsd,
    estimateUsd: ledger.total.estimate,
    estimateLowUsd: ledger.total.low,
    estimateHighUsd: ledger.total.high,
  };
}

/** The units of each ledger line, as counted. A stamp is charged for when it is granted: at once, or when its debt is paid. */
export function actualQuantities({ wire, signed, stampsPaid }: Counted): Record<LedgerLineId, bigint> {
  return {
    requests_list: BigInt(wire.list),
    requests_get: BigInt(wire.get),
    requests_put: BigInt(wire.put),
    requests_head: BigInt(wire.head),
    egress: BigInt(wire.bytesIn),
    cpu: BigInt(wire.mediaMs),
    tsa: BigInt(wire.stamps) + stampsPaid,
    kms: BigInt(wire.kmsSignatures),
    storage: BigInt(wire.bytesStored),
    service_units: signed,
  };
}
