import type { ObjectsAtOnce } from "../ports/ports.ts";

/** A limit, and what others hold of it already. */
export interface Room {
  limit: ObjectsAtOnce;
  taken: ObjectsAtOnce;
}

export interface Seat {
  /** Objects that the holder may work on at once, as the limits allow. */
  granted: number;
  /** The same, as the store's word allows too. */
  width: number;
  /** Objects that the holder may have claimed. */
  hold: number;
}

/** Waiting for their turn, in hand, and finished and not yet settled: nobody waits for the database between two objects. */
const claimedPerWorked = 8;

/**
 * What a pump that could work on `wanted` objects at once gets, within what is left of every limit, and of the pace that the
 * store asked for. Null where nothing is left: then others are at work as much as may be.
 */
export function seatOf(
  wanted: number,
  rooms: readonly Room[],
  pace: { limit: number; taken: number } | null,
): Seat | null {
  const left = (name: keyof ObjectsAtOnce) => Math.min(...rooms.map(({ limit, taken }) => limit[name] - taken[name]));
  const granted = Math.min(wanted, left("concurrency"), left("maxInflight"));
  const hold = Math.min(granted * claimedPerWorked, left("maxInflight"));
  const width = pace === null ? granted : Math.min(granted, Math.floor(pace.limit) - pace.taken);
  return width < 1 ? null : { granted, width, hold };
}
