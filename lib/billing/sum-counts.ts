import type { CountInterval } from "../kernel/intervals.ts";
import { overageOf } from "./rate.ts";
import type { UnitTerms } from "./schema.ts";

/** Both bounds added up, which is on the wide side. */
export function sumCounts(counts: readonly CountInterval[]): CountInterval {
  const sum = (part: keyof CountInterval) =>
    counts.reduce((total, count) => total + BigInt(count[part]), 0n).toString();
  return { estimate: sum("estimate"), low: sum("low"), high: sum("high") };
}

/** A number that is certain. */
export function exactly(units: bigint): CountInterval {
  const text = units.toString();
  return { estimate: text, low: text, high: text };
}

/** What lies beyond the reserved units. */
export function overageInterval({ estimate, low, high }: CountInterval, terms: UnitTerms): CountInterval {
  const beyond = (units: string) => overageOf(BigInt(units), terms).toString();
  return { estimate: beyond(estimate), low: beyond(low), high: beyond(high) };
}
