import type { Arrival, RouteSummary } from "../proof/survival.ts";
import { printable, table } from "./table.ts";

const shownMax = 20;

/** What survives by route and format, what each word means, and the objects that did not come through whole. */
export function survivalText(summary: readonly RouteSummary[], arrivals: readonly Arrival[]): string {
  const rows = summary.map(({ route, format, objects, identical, survived, found }) => [
    printable(route),
    printable(format),
    String(objects),
    String(identical),
    String(survived.credential),
    String(survived.manifest),
    String(survived.nothing),
    String(survived.unknown),
    Object.entries(found)
      .map(([where, count]) => `${where} ${count}`)
      .join(", "),
  ]);
  const head = ["Route", "Format", "Objects", "Identical", "Credential", "Manifest", "Nothing", "Unknown", "Found"];
  const short = arrivals.filter(({ survived }) => survived !== "credential");
  return [
    table([head, ...rows], [2, 3, 4, 5, 6, 7]),
    "",
    "Identical: the bytes that the receipt names. Credential: a manifest is found and its hard binding matches what arrived.",
    "Manifest: one is found and does not match, because the file was changed. Nothing: none is found. Unknown: nothing to look at arrived.",
    ...(short.length > 0 ? ["", ...short.slice(0, shownMax).map(lineOf)] : []),
    ...(short.length > shownMax ? [`… and ${short.length - shownMax} more: --format csv has them all.`] : []),
    "",
  ].join("\n");
}

function lineOf({ route, key, survived, state, detail }: Arrival): string {
  return `${printable(route)}  ${printable(key)}  ${survived}${state ? ` (${state})` : ""}${detail ? `: ${printable(detail)}` : ""}`;
}
