import { allocate } from "./allocate.ts";
import type { CellPlan } from "./draw-rows.ts";
import type { Stratum } from "./schema.ts";
import { type Cell, largest, type MergedStratum, mergeCells, strataMax } from "./strata.ts";

/** From the counted cells of an inventory to its strata, how many are drawn of each, and which cell is in which. */
export function planDraw(
  cells: readonly Cell[],
  wanted: number,
  edges: readonly bigint[],
): { strata: Omit<Stratum, "drawn">[]; plan: CellPlan[] } {
  const merged = mergeCells(cells, strataMax(wanted));
  const planned = allocate(
    merged.map((each) => ({ ...each, whole: each.decile === largest })),
    wanted,
  );
  const plannedOf = (id: string) => planned.get(id) ?? 0;
  return {
    strata: merged.map((each) => ({
      id: each.id,
      label: labelOf(each, edges),
      mime: each.mime,
      size: sizeOf(each.decile, edges),
      prefix: each.prefix,
      month: each.month,
      population: each.population,
      bytes: each.bytes.toString(),
      planned: plannedOf(each.id),
    })),
    plan: merged.flatMap((each) =>
      each.cells.map((index) => ({ cell: cells[index] as Cell, stratum: each.id, planned: plannedOf(each.id) })),
    ),
  };
}

function sizeOf(decile: number | null, edges: readonly bigint[]): Stratum["size"] {
  if (decile === null) return null;
  const fromBytes = (edges[decile - 1] ?? 0n).toString();
  // What is topmost has no border above it.
  const to = edges[decile];
  return { decile, fromBytes, toBytes: to === undefined ? "9223372036854775807" : to.toString() };
}

function labelOf({ mime, decile, prefix, month }: MergedStratum, edges: readonly bigint[]): string {
  const parts: string[] = [];
  if (mime !== null) parts.push(mime === "*" ? "other types" : mime);
  if (decile === largest) parts.push(`the largest, from ${short(edges[decile - 1] ?? 0n)}`);
  else if (decile !== null) {
    const below = edges[decile];
    parts.push(
      below === undefined
        ? `from ${short(edges[decile - 1] ?? 0n)}`
        : `${short(edges[decile - 1] ?? 0n)} to ${short(below)}`,
    );
  }
  if (prefix !== null) parts.push(prefix === "*" ? "other prefixes" : prefix === "" ? "top level" : prefix);
  if (month !== null) parts.push(month === "*" ? "earlier" : month);
  return parts.length === 0 ? "all the rest" : parts.join(" · ");
}

function short(bytes: bigint): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = Number(bytes);
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}
