import { Fault } from "../kernel/fault.ts";
import { ownPrefixes } from "./own-keys.ts";

/**
 * Prefixes without those that lie below another, in ascending order: no object is listed twice. None means the whole
 * bucket. Throws Fault `invalid` for a prefix that holds nothing but the service's own keys.
 */
export function mergePrefixes(prefixes: readonly string[]): string[] {
  const own = prefixes.find((prefix) => ownPrefixes.some((mine) => prefix.startsWith(mine)));
  if (own !== undefined)
    throw new Fault(
      "invalid",
      `prefixes: ${JSON.stringify(own)} is where this service writes its own files, so there is nothing to list.`,
    );
  const merged: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort()) {
    const last = merged.at(-1);
    if (last === undefined || !prefix.startsWith(last)) merged.push(prefix);
  }
  return merged.length > 0 ? merged : [""];
}
