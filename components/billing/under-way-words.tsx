import type { UnderWay } from "@/lib/billing/schema.ts";

/** What the units that are spoken for belong to. */
export function UnderWayWords({ underWay: { runs, plans } }: { underWay: UnderWay }) {
  if (runs + plans === 0) return "nothing is under way";
  const words = [
    ...(runs > 0 ? [`${runs} ${runs === 1 ? "run" : "runs"}`] : []),
    ...(plans > 0 ? [`${plans} ${plans === 1 ? "plan" : "plans"}`] : []),
  ];
  return words.join(", ");
}
