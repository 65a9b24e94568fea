import type { DrawnObject } from "../../lib/plan/expected-work.ts";
import { planDraw } from "../../lib/sample/plan-draw.ts";
import type { Stratum } from "../../lib/sample/schema.ts";
import { type Cell, largestFrom } from "../../lib/sample/strata.ts";

type Random = () => number;
type Made = Omit<DrawnObject, "key" | "etag" | "stratum" | "contentSha256"> & { prefix: string; month: string };

export interface SkewedBucket {
  objects: (DrawnObject & { cell: number })[];
  cells: Cell[];
  edges: bigint[];
}

const jpeg = { mime: "image/jpeg", foundMime: "image/jpeg", widthPx: 4000, heightPx: 3000, structure: "whole" };
const video = { mime: "video/mp4", foundMime: "video/mp4", widthPx: null, heightPx: null, structure: "whole" };
const text = { mime: "text/plain", foundMime: null, widthPx: null, heightPx: null, structure: "unchecked" };
const truncated = { ...jpeg, structure: "truncated" };

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const lognormal = (random: Random, median: number, sigma: number) => median * Math.exp(sigma * normal(random));
const pareto = (random: Random, least: number, alpha: number) => least / (1 - random()) ** (1 / alpha);

/** Buckets whose sizes, types and troubles lie as unevenly as real ones: each makes one object. */
const shapes = {
  "lognormal sizes": (random: Random): Made =>
    made(random, lognormal(random, 400_000, 1.6), random() < 0.93 ? jpeg : truncated),
  "Pareto sizes": (random: Random): Made =>
    made(random, Math.min(4e9, pareto(random, 30_000, 1.15)), random() < 0.93 ? jpeg : truncated),
  "mixed types": (random: Random): Made => {
    const kind = random();
    if (kind < 0.55) return made(random, lognormal(random, 600_000, 1), jpeg, "photos/");
    if (kind < 0.65) return made(random, lognormal(random, 40_000_000, 1.2), video, "clips/");
    if (kind < 0.9) return made(random, lognormal(random, 3_000, 2), text, "docs/");
    return made(random, lognormal(random, 600_000, 1), random() < 0.4 ? truncated : jpeg, "scans/");
  },
  "few huge, the rest small": (random: Random): Made =>
    random() < 0.0008
      ? made(random, 1e9 * (1 + 3 * random()), random() < 0.7 ? video : truncated, "masters/")
      : made(random, lognormal(random, 250_000, 0.8), random() < 0.97 ? jpeg : truncated),
  "many tiny": (random: Random): Made =>
    random() < 0.9
      ? made(random, 200 + 1_500 * random(), random() < 0.8 ? { ...jpeg, widthPx: 1, heightPx: 1 } : jpeg, "thumbs/")
      : made(random, lognormal(random, 900_000, 1.2), random() < 0.95 ? jpeg : truncated),
} as const;
export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];

function made(random: Random, bytes: number, what: typeof jpeg | typeof video | typeof text, prefix?: string): Made {
  const size = Math.max(1, Math.round(bytes));
  const place = prefix ?? `${["a", "b", "c"][Math.floor(random() ** 2 * 3)]}/`;
  // Processor time goes with size, around a fixed part, with noise of its own.
  const inspectMs = Math.round((3 + size / 60_000) * (0.7 + 0.6 * random()));
  const month = `2024-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}`;
  const seen = { manifest: "none", problem: null, readMs: 10 };
  return { ...what, ...seen, sizeBytes: BigInt(size), inspectMs, prefix: place, month };
}

/** A bucket of `count` objects, with its cells counted as the inventory's are. The same `random`, the same bucket. */
export function skewedBucket(shape: ShapeName, count: number, wanted: number, random: Random): SkewedBucket {
  const all = Array.from({ length: count }, () => shapes[shape](random));
  const sizes = all.map(({ sizeBytes }) => sizeBytes).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const edges = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => sizes[Math.ceil((tenth * count) / 10) - 1] as bigint);
  const from = largestFrom(
    sizes.reduce((sum, size) => sum + size, 0n),
    wanted,
  );
  if (from > (edges[8] as bigint)) edges.push(from);
  const cells: Cell[] = [];
  const places = new Map<string, number>();
  const objects = all.map(({ prefix, month, ...object }, i) => {
    const decile = edges.filter((edge) => edge <= object.sizeBytes).length;
    const name = [object.mime, decile, prefix, month].join(" ");
    const cell = places.get(name) ?? cells.length;
    if (cell === cells.length) {
      places.set(name, cell);
      cells.push({ mime: object.mime, decile, prefix, month, population: 0, bytes: 0n });
    }
    const counted = cells[cell] as Cell;
    counted.population += 1;
    counted.bytes += object.sizeBytes;
    return { ...object, key: `${prefix}${i}`, etag: "", stratum: "", contentSha256: null, cell };
  });
  return { objects, cells, edges };
}

/** The bucket's strata by the product's own rules, and how to draw from them as often as wanted. */
export function stratified({ objects, cells, edges }: SkewedBucket, wanted: number) {
  const { strata, plan } = planDraw(cells, wanted, edges);
  const stratumOf = new Map(plan.map(({ cell, stratum }) => [cells.indexOf(cell), stratum]));
  const members = new Map<string, DrawnObject[]>(strata.map(({ id }) => [id, []]));
  for (const { cell, ...object } of objects) {
    const stratum = stratumOf.get(cell) ?? "";
    members.get(stratum)?.push({ ...object, stratum });
  }
  return {
    strata: strata.map((stratum): Stratum => ({ ...stratum, drawn: stratum.planned })),
    /** Of each stratum the planned number, each object as likely as every other: a partial Fisher–Yates shuffle. */
    draw(random: Random): DrawnObject[] {
      return strata.flatMap(({ id, planned }) => {
        const all = members.get(id) ?? [];
        for (let i = 0; i < planned; i++) {
          const j = i + Math.floor(random() * (all.length - i));
          [all[i], all[j]] = [all[j] as DrawnObject, all[i] as DrawnObject];
        }
        return all.slice(0, planned);
      });
    },
  };
}
