import type { ItemSearch } from "@/components/run/item-search.ts";
import { outcomeKinds, outcomeReason } from "@/lib/run/schema.ts";

const outcomes = [...outcomeKinds, "open"] as const;

/** What an address asks for; what it cannot mean is left out. */
export function readItemSearch(query: Record<string, string | undefined>): ItemSearch {
  return {
    outcome: outcomes.find((outcome) => outcome === query.outcome),
    why: outcomeReason.options.find((why) => why === query.why),
    prefix: query.prefix ? query.prefix.slice(0, 1024) : undefined,
  };
}
