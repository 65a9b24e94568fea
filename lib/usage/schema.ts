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
