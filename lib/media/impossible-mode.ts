import { formatOf } from "./formats.ts";

/** Why a format cannot be signed in a mode, as the table of formats has it. Null where it can, and for what has no row: that is no question of modes. */
export function impossibleMode(mime: string, mode: "remote" | "embed"): string | null {
  const format = formatOf(mime);
  if (format === undefined) return null;
  const able = format[mode];
  if (able === true) return null;
  const other = mode === "embed" ? format.remote : format.embed;
  const advice = other === true ? ` It can be signed with its manifest ${mode === "embed" ? "beside" : "in"} it.` : "";
  return `${format.name}: ${able}${advice}`;
}
