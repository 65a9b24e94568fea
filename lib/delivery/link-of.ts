import type { Id } from "../kernel/ids.ts";

/** Below an address of delivery: what no inventory takes for an object. */
const manifestPath = /^c2pa\/([0-9a-f]{64})\.c2pa$/;

/** Where the manifest store of an intent is served to anybody. */
export function manifestUrl(consoleUrl: string, bucketId: Id<"bucket">, intentSha256: string): string {
  return new URL(`/delivery/${bucketId}/c2pa/${intentSha256}.c2pa`, consoleUrl).href;
}

/** The header's value by C2PA 2.2, 11.4 (RFC 8288). */
export function linkHeader(url: string): string {
  return `<${url}>; rel="c2pa-manifest"`;
}

/** The intent that an address below a bucket's delivery names; null where it names an object. */
export function intentOfPath(path: string): string | null {
  return manifestPath.exec(path)?.[1] ?? null;
}
