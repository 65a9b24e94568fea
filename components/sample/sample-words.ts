import type { Stratifier } from "@/lib/sample/schema.ts";

const words: Record<Stratifier, string> = { mime: "type", size: "size", prefix: "prefix", date: "month" };

/** By which traits a sample was stratified: "type, size and month". */
export function traitWords(stratify: readonly Stratifier[]): string {
  const names = stratify.map((trait) => words[trait]);
  if (names.length === 0) return "nothing";
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
