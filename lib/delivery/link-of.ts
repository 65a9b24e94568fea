import type { Id } from "../kernel/ids.ts";

/** Below an address of delivery: what no inventory takes for an object. */
const manifestPath = /^c2pa\/([0-9a-f]{64})\.c2pa$/;

/**
 * Where the manifest store of an intent is served to anybody. With `v`, which names the stored bytes: a stamp that comes
 * later makes other bytes of the same intent, and no cache may hold the old ones for them.
 */
export function manifestUrl(
  consoleUrl: string,
  bucketId: Id<"bucket">,
  { intentSha256, storedSha256 }: { intentSha256: string; storedSha256: string },
): string {
  const url = new URL(`/delivery/${bucketId}/c2pa/${intentSha256}.c2pa`, consoleUrl);
  url.searchParams.set("v", versionOf(storedSha256));
  return url.href;
}

export function versionOf(storedSha256: string): string {
  return storedSha256.slice(0, 16);
}

/** The header's value by C2PA 2.2, 11.4 (RFC 8288). */
export function linkHeader(url: string): string {
  return `<${url}>; rel="c2pa-manifest"`;
}

/** The intent that an address below a bucket's delivery names; null where it names an object. */
export function intentOfPath(path: string): string | null {
  return manifestPath.exec(path)?.[1] ?? null;
}
