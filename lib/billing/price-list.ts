import { type TierId, type TierTerms, tierIds } from "./schema.ts";

export interface PriceList {
  /** Named for the first month that it holds in. */
  version: string;
  tiers: Record<TierId, TierTerms>;
}

/** What readers of any price have to be told. */
export const priceListNote =
  "These tiers and prices are this product's example list: nobody is charged by them until an installation bills.";

/**
 * Every price list there was, oldest first. A list that anything was reserved under is never changed: a new one is added,
 * with the month from which on it can be chosen. Reservations keep the terms they were made with; a workspace that never
 * chose is on each month's own free tier.
 */
const priceLists: readonly PriceList[] = [
  listOf("2026-11", {
    // The free sample: nobody pays before units beyond it are approved, whose price the approver was shown in cents.
    free: {
      name: "Free sample",
      monthlyUsd: "0",
      vex: { reserved: "10000", overage: steps(["100000", "0.012"], ["1000000", "0.009"], [null, "0.006"]) },
      fu: { reserved: "100000", overage: steps([null, "0.00002"]) },
    },
    studio: {
      name: "Studio",
      monthlyUsd: "190",
      vex: { reserved: "50000", overage: steps(["100000", "0.006"], ["1000000", "0.005"], [null, "0.004"]) },
      fu: { reserved: "2000000", overage: steps(["20000000", "0.000016"], [null, "0.000012"]) },
    },
    archive: {
      name: "Archive",
      monthlyUsd: "990",
      vex: { reserved: "500000", overage: steps(["500000", "0.003"], ["5000000", "0.0025"], [null, "0.002"]) },
      fu: { reserved: "10000000", overage: steps(["100000000", "0.000012"], [null, "0.00001"]) },
    },
    library: {
      name: "Library",
      monthlyUsd: "4900",
      vex: { reserved: "5000000", overage: steps(["5000000", "0.0015"], [null, "0.001"]) },
      fu: { reserved: "50000000", overage: steps(["500000000", "0.00001"], [null, "0.000008"]) },
    },
  }),
];

/** The list that a choice made in this month goes by; of months before the first list, the first. */
export function priceListOf(month: string, lists: readonly PriceList[] = priceLists): PriceList {
  const [first] = lists;
  if (!first) throw new RangeError("there is no price list");
  return lists.findLast(({ version }) => version <= month) ?? first;
}

export function listOf(version: string, tiers: Record<TierId, Omit<TierTerms, "tier" | "priceList">>): PriceList {
  const termsOf = (tier: TierId): [TierId, TierTerms] => [tier, { ...tiers[tier], tier, priceList: version }];
  // Every tier is one of `tierIds`, and each of these is named.
  return { version, tiers: Object.fromEntries(tierIds.map(termsOf)) as Record<TierId, TierTerms> };
}

function steps(...given: [upTo: string | null, usd: string][]): TierTerms["vex"]["overage"] {
  return given.map(([upTo, usd]) => ({ upTo, usd }));
}
