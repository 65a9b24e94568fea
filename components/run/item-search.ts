import type { ItemView } from "@/lib/run/schema.ts";

/** A choice must have a value: this one stands for all reasons. */
export const anyReason = "any";

/** What narrows a run's objects, as the address says it. */
export interface ItemSearch {
  outcome?: NonNullable<ItemView["outcome"]> | "open";
  why?: NonNullable<ItemView["why"]>;
  prefix?: string;
}

/** The address of a page of them. */
export function itemsHref(base: string, search: ItemSearch & { cursor?: string }): string {
  const given = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`;
}
