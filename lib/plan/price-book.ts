import type { SigningAlgorithm } from "../ports/signer.ts";
import type { BucketLocation } from "../ports/store.ts";
import type { LedgerLineId, LinePrice, PlanSettings } from "./schema.ts";
import type { StampAuthority } from "./stamp-authority.ts";

type Overrides = Pick<PlanSettings, "egressUsdPerGb" | "tsaUsdPerStamp" | "cpuUsdPerHour" | "storageUsdPerGbMonth">;

const asOf = "2026-11";
const million = 1_000_000;
const gigabyte = 1_000_000_000;
const hourMs = 3_600_000;

const s3 = "Amazon S3 list price, us-east-1, Standard, first tier";
const r2 = "Cloudflare R2 list price, Standard, free tier left out";
const folder = "A folder on this machine: nobody charges for it";

/** Dollars by store: LIST and PUT, GET and HEAD (per `requestsPer`), a GB read, a GB kept for a month. */
const stores = {
  s3: { source: s3, writeUsd: "0.005", readUsd: "0.0004", requestsPer: 1_000, egressUsd: "0.09", storageUsd: "0.023" },
  r2: { source: r2, writeUsd: "4.5", readUsd: "0.36", requestsPer: million, egressUsd: "0", storageUsd: "0.015" },
  fs: { source: folder, writeUsd: "0", readUsd: "0", requestsPer: 1_000, egressUsd: "0", storageUsd: "0" },
} as const;

/** The lines of what is written, which may go to another store than the one that is read. */
export function writePrices({ requests_put, storage }: Record<LedgerLineId, LinePrice>) {
  return { requests_put, storage };
}

/**
 * The price of each ledger line. Defaults are list prices as they were written down, never compared with an invoice:
 * `verified` is false for all of them. The plan's own figures come first and are named as such.
 */
export function priceBook(
  kind: BucketLocation["kind"],
  own: Overrides,
  /** The algorithm of a key that a key service holds; null for a key of our own. */
  keyService: SigningAlgorithm | null = null,
  /** Who is asked for time-stamps; null where nobody is. */
  authority: StampAuthority | null = null,
): Record<LedgerLineId, LinePrice> {
  const store = stores[kind];
  const listed = (usd: string, per: number, source: string = store.source): LinePrice => ({
    usd,
    per,
    source,
    asOf,
    verified: false,
  });
  const chosen = (usd: string | undefined, listPrice: LinePrice): LinePrice =>
    usd === undefined ? listPrice : { ...listPrice, usd, source: "Given with the plan" };
  return {
    requests_list: listed(store.writeUsd, store.requestsPer),
    requests_get: listed(store.readUsd, store.requestsPer),
    requests_put: listed(store.writeUsd, store.requestsPer),
    requests_head: listed(store.readUsd, store.requestsPer),
    egress: chosen(own.egressUsdPerGb, listed(store.egressUsd, gigabyte)),
    cpu: chosen(own.cpuUsdPerHour, listed("0.04", hourMs, "A round figure for one hour of one shared core")),
    tsa: authority
      ? chosen(own.tsaUsdPerStamp, {
          usd: authority.usdPerStamp,
          per: 1,
          source: authority.priceSource,
          asOf: authority.priceAsOf,
          verified: false,
        })
      : listed("0", 1, "No time-stamp is asked for"),
    kms:
      keyService === null
        ? listed("0", 1, "The key is kept by the service itself: no key service is asked")
        : listed(
            keyService === "ps256" ? "0.03" : "0.15",
            10_000,
            `AWS KMS list price, ${keyService === "ps256" ? "RSA-2048" : "ECC"}`,
          ),
    storage: chosen(own.storageUsdPerGbMonth, listed(store.storageUsd, gigabyte)),
    service_units: listed("0", 1, "Counted here, charged by the subscription"),
  };
}
