import type { Stratifier } from "./schema.ts";

/** Objects that agree in all four traits, counted. A trait that the sample does not stratify by is null throughout. */
export interface Cell {
  mime: string | null;
  /** 0 to 9, or `largest`. */
  decile: number | null;
  prefix: string | null;
  month: string | null;
  population: number;
  bytes: bigint;
}

/** A stratum is the union of cells that agree in the traits it kept; merged traits are null. */
export interface MergedStratum extends Cell {
  id: string;
  /** Indexes into the cells given. */
  cells: number[];
}

/** In place of a decile: objects so large that each holds a share of all bytes that no other could stand for. */
export const largest = 10;

/**
 * From how many bytes an object is among the largest, which are all drawn: from more than the bytes that each drawn object
 * stands for. So there are fewer of them than `wanted` (certainty units, W. G. Cochran, Sampling Techniques, 3rd ed., 9A).
 */
export function largestFrom(bytes: bigint, wanted: number): bigint {
  return bytes / BigInt(wanted) + 1n;
}

/** Traits are given up in this order: how old an object is says least of what it costs, its format most. */
const coarser: readonly Stratifier[] = ["date", "prefix", "size", "mime"];
const traitOf = { date: "month", prefix: "prefix", size: "decile", mime: "mime" } as const;

/**
 * Merges cells into at most `max` strata, one of what is left, and one of the largest objects, whatever their other traits. A group
 * of cells stays a stratum if it holds one `max`-th of the objects and bytes (the mean of both shares); what is too small
 * gives up one trait after another. Pure, and independent of the cells' order.
 */
export function mergeCells(cells: readonly Cell[], max: number): MergedStratum[] {
  const objects = cells.reduce((sum, cell) => sum + cell.population, 0);
  const bytes = cells.reduce((sum, cell) => sum + Number(cell.bytes), 0);
  const share = (stratum: Cell) => {
    const ofObjects = objects === 0 ? 0 : stratum.population / objects;
    return (ofObjects + (bytes === 0 ? ofObjects : Number(stratum.bytes) / bytes)) / 2;
  };
  const all = cells.map((cell, index) => ({ ...cell, cells: [index] }));
  const kept = group(
    all.filter(({ decile }) => decile === largest),
    coarser.filter((stratifier) => stratifier !== "size"),
  );
  let open = all.filter(({ decile }) => decile !== largest);
  for (let given = 0; given <= coarser.length; given++) {
    const groups = group(open, coarser.slice(0, given));
    const last = given === coarser.length;
    kept.push(...groups.filter((stratum) => last || share(stratum) >= 1 / max));
    open = groups.filter((stratum) => share(stratum) < 1 / max);
  }
  return kept
    .map((stratum) => ({ ...stratum, sortKey: nameOf(stratum) }))
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))
    .map(({ sortKey: _, ...stratum }, index) => ({ ...stratum, id: `s${String(index + 1).padStart(3, "0")}` }));
}

function group(cells: readonly Omit<MergedStratum, "id">[], given: readonly Stratifier[]): Omit<MergedStratum, "id">[] {
  const merged = new Map<string, Omit<MergedStratum, "id">>();
  for (const cell of cells) {
    const coarse = { ...cell, cells: [...cell.cells] };
    for (const stratifier of given) coarse[traitOf[stratifier]] = null;
    const name = nameOf(coarse);
    const found = merged.get(name);
    if (!found) merged.set(name, coarse);
    else {
      found.population += cell.population;
      found.bytes += cell.bytes;
      for (const index of cell.cells) found.cells.push(index);
    }
  }
  return [...merged.values()];
}

function nameOf({ mime, decile, prefix, month }: Omit<Cell, "population" | "bytes">): string {
  return JSON.stringify([mime, decile, prefix, month]);
}

/** How many strata a sample of `wanted` objects can fill with enough objects each. */
export function strataMax(wanted: number): number {
  return Math.max(1, Math.min(40, Math.floor(wanted / 20)));
}
