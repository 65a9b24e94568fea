import { createHash } from "node:crypto";

/**
 * The place of a key in the draw: keys with the least value are drawn first. A pure function of seed and key, so that a
 * draw does not depend on the order in which rows come. `rows.ts` computes the same in SQL: `md5(seed || chr(10) || key)`.
 * MD5 serves as a cheap mixer that every Postgres has; nothing secret hangs on it.
 */
export function drawRank(seed: string, key: string): string {
  return createHash("md5").update(`${seed}\n${key}`).digest("hex");
}

/** The seed of an inventory's sample unless somebody gives one: the same inventory, the same sample. */
export function defaultSeed(inventoryId: string): string {
  return createHash("sha256").update(`sample of ${inventoryId}`).digest("hex").slice(0, 16);
}

/** Numbers from 0 up to 1, the same for the same seed, for simulations: a 32-bit Weyl sequence, mixed. Not for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}
