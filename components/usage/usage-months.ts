import { noReads, type ReadCounts } from "@/lib/usage/schema.ts";

export interface UsageMonth {
  month: string;
  vex: string;
  samples: number;
  reads: ReadCounts;
}

/** Units and reads by month, newest first; a month that has but one of them shows none of the other. */
export function usageMonths(usage: {
  months: readonly { month: string; unit: string; quantity: string }[];
  reads: readonly { month: string; subjects: number; reads: ReadCounts }[];
}): UsageMonth[] {
  const names = new Set([...usage.months, ...usage.reads].map(({ month }) => month));
  return [...names]
    .sort((a, b) => (a < b ? 1 : -1))
    .map((month) => {
      const read = usage.reads.find((each) => each.month === month);
      const units = usage.months.find((each) => each.month === month && each.unit === "vex");
      return { month, vex: units?.quantity ?? "0", samples: read?.subjects ?? 0, reads: read?.reads ?? noReads };
    });
}
