/** What a run's processes are allowed together, and what they heard from the store since the last look. */
export interface Heard {
  /** Null where nothing holds the run back. */
  pace: number | null;
  /** Objects that they work on at once now, and what the limits without the store's word would allow. */
  atOnce: number;
  granted: number;
  /** Objects of which the store said to slow down, and objects that it served. */
  slowDowns: number;
  served: number;
  /** False for a moment after a cut: answers to what was asked before it say nothing new. */
  cutDue: boolean;
}

/**
 * How many objects may be worked on at once from now on: half of what it was where the store asked to slow down, one more for
 * each round that it served since, and null where that is all that the limits allow. Additive increase, multiplicative
 * decrease, as in RFC 5681's congestion avoidance.
 */
export function nextPace({ pace, atOnce, granted, slowDowns, served, cutDue }: Heard): number | null {
  if (slowDowns > 0) return cutDue ? Math.max(1, Math.floor(Math.min(pace ?? atOnce, Math.max(1, atOnce)) / 2)) : pace;
  if (pace === null) return null;
  const crept = pace + served / pace;
  return crept >= granted ? null : crept;
}
