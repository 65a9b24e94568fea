import { probePrefix } from "../bucket/probe-store.ts";

/** Where the service itself writes, unless a plan says otherwise: never part of an inventory. */
export const defaultManifestPrefix = "c2pa/";
export const ownPrefixes = [defaultManifestPrefix, probePrefix] as const;

/** What an inventory makes of a key: an object, a manifest sidecar (counted apart), or the service's own. */
export function keyKind(key: string): "object" | "sidecar" | "own" {
  if (ownPrefixes.some((prefix) => key.startsWith(prefix))) return "own";
  return /\.c2pa$/i.test(key) ? "sidecar" : "object";
}

/**
 * Where a listing that has come to `after` may go on: past all of the service's own keys when it is among them, since a
 * bucket that was signed holds as many manifests as objects. U+10FFFF sorts after every other character's UTF-8 bytes.
 */
export function skipOwn(after: string): string {
  const inside = ownPrefixes.find((prefix) => after.startsWith(prefix));
  return inside ? `${inside}\u{10ffff}` : after;
}
