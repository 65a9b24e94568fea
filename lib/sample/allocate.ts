export interface Share {
  id: string;
  population: number;
  bytes: bigint;
  /** Whether all of its objects are drawn, however few are wanted. */
  whole?: boolean;
}

/** The fewest objects a stratum is drawn with, so that its spread can be told: all of them where it has fewer. */
export const drawnMin = 10;

/**
 * How much of what is left goes by known bytes; the rest goes by number. Bytes, processor time and copies follow sizes, but
 * requests, stamps and service units count objects: by bytes alone, a bucket of a few films and a million icons would tell
 * next to nothing of its icons.
 */
const byBytes = 0.7;

/**
 * How many objects to draw of each stratum: every stratum `drawnMin` (all, where it has fewer or is drawn whole), the rest by
 * known bytes, because cost follows bytes, and in part by number. Never more than a stratum has. The sum is `wanted` or
 * the population, whichever is less, and more than that only where the minimum of all strata takes more. Ties go by id:
 * the same input, the same plan.
 */
export function allocate(strata: readonly Share[], wanted: number): Map<string, number> {
  const planned = new Map(
    strata.map(({ id, population, whole }) => [id, whole ? population : Math.min(population, drawnMin)]),
  );
  const room = ({ id, population }: Share) => population - (planned.get(id) ?? 0);
  for (;;) {
    const left = wanted - sum(planned.values());
    const open = strata.filter((stratum) => room(stratum) > 0);
    if (left <= 0 || open.length === 0) return planned;
    const allBytes = sum(open.map(({ bytes }) => Number(bytes)));
    const allObjects = sum(open.map(({ population }) => population));
    const weight = ({ bytes, population }: Share) => {
      const ofObjects = population / allObjects;
      return allBytes === 0 ? ofObjects : (byBytes * Number(bytes)) / allBytes + (1 - byBytes) * ofObjects;
    };
    const wishes = open
      .map((stratum) => ({ stratum, wish: left * weight(stratum) }))
      .sort((a, b) => (b.wish % 1) - (a.wish % 1) || (a.stratum.id < b.stratum.id ? -1 : 1));
    let spent = 0;
    for (const { stratum, wish } of wishes)
      spent += give(planned, stratum.id, Math.min(Math.floor(wish), room(stratum)));
    // Largest remainders take what rounding left over.
    for (const { stratum } of wishes) {
      if (spent >= left || room(stratum) === 0) continue;
      spent += give(planned, stratum.id, 1);
    }
  }
}

function give(planned: Map<string, number>, id: string, more: number): number {
  planned.set(id, (planned.get(id) ?? 0) + more);
  return more;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
