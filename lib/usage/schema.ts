import { z } from "zod";

/** What was asked of a store outside runs, as counted on the wire: every attempt, and every byte of the answers' bodies. */
export const readCounts = z.object({
  list: z.number().int(),
  head: z.number().int(),
  get: z.number().int(),
  bytesIn: z.number().int(),
  mediaMs: z.number().int().describe("Milliseconds of media processes"),
});
export type ReadCounts = z.output<typeof readCounts>;
export const noReads: ReadCounts = { list: 0, head: 0, get: 0, bytesIn: 0, mediaMs: 0 };

/** `2026-11` of any moment in November 2026, UTC: months are half-open and counted by the server's time. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** `2026-12` of `2026-11`. */
export function monthAfter(month: string): string {
  return monthOf(endOfMonth(month));
}

/** `2026-10` of `2026-11`. */
export function monthBefore(month: string): string {
  return monthOf(new Date(Date.parse(`${month}-01T00:00:00Z`) - 1));
}

/** The first moment that is no longer in the month. */
export function endOfMonth(month: string): Date {
  const [year, at] = month.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, at ?? 0, 1));
}

/** What is metered: verified exchanges, such as an asset signed and read back, and fallback units, the tokens that a model spends. */
export const meteredUnits = ["vex", "fu"] as const;
export type MeteredUnit = (typeof meteredUnits)[number];
