import { drawRank } from "./seeded-random.ts";

/**
 * The rule of the draw: of each stratum the `planned` keys that come first by `drawRank`. The same seed gives the same
 * sample, whatever the order of the objects. `rows.ts` does the same in SQL over inventories too large for memory.
 */
export function drawKeys(
  objects: Iterable<{ key: string; stratum: string }>,
  planned: ReadonlyMap<string, number>,
  seed: string,
): { key: string; stratum: string }[] {
  const ranked = Array.from(objects, (object) => ({ ...object, rank: drawRank(seed, object.key) })).sort((a, b) =>
    a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0,
  );
  const taken = new Map<string, number>();
  const drawn: { key: string; stratum: string }[] = [];
  for (const { key, stratum } of ranked) {
    const already = taken.get(stratum) ?? 0;
    if (already >= (planned.get(stratum) ?? 0)) continue;
    taken.set(stratum, already + 1);
    drawn.push({ key, stratum });
  }
  return drawn;
}
