import { Fault } from "../../kernel/fault.ts";
import type { BucketLocation } from "../../ports/store.ts";
import { type GuardOptions, vetUrl } from "../net/guard.ts";

/** Where requests for a bucket go. */
export interface S3Address {
  origin: string;
  /** What the `host` header says, and what is signed. */
  host: string;
  /** Comes before `/` and the key, already encoded: empty for virtual hosts at the root. */
  basePath: string;
  region: string;
  /** True for AWS and Cloudflare themselves, false for an endpoint of which nothing is known. */
  wellKnown: boolean;
}

/**
 * The address of a bucket, without asking anybody. Throws Fault `invalid` for names that no store could have, which also
 * keeps a bucket's name from reaching into the host. Source of the names: "General purpose bucket naming rules" of S3,
 * widened by what older buckets and other stores allow.
 */
export function s3Address(location: Exclude<BucketLocation, { kind: "fs" }>, guard: GuardOptions): S3Address {
  const { bucket } = location;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/.test(bucket) || bucket.includes(".."))
    throw new Fault("invalid", "A bucket's name has 3 or more letters, digits, dots and hyphens.");
  if (location.kind === "r2") {
    if (!/^[0-9a-z-]{1,64}$/i.test(location.accountId))
      throw new Fault("invalid", "The account id of R2 has only letters, digits and hyphens.");
    const url = vetUrl(location.endpoint ?? `https://${location.accountId}.r2.cloudflarestorage.com`, guard);
    return { ...pathStyle(url, bucket), region: "auto", wellKnown: isWellKnown(url) };
  }
  const { region, endpoint } = location;
  if (!/^[a-z0-9-]{1,64}$/i.test(region)) throw new Fault("invalid", "A region is a name such as eu-central-1.");
  const url = vetUrl(endpoint ?? `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`, guard);
  // Wildcard certificates cover one label, so a bucket with dots is only reachable by path over https. An IP has no subdomains.
  const dots = bucket.includes(".") && url.protocol === "https:";
  const labelled =
    !location.pathStyle && !dots && /^[a-z0-9.-]{3,63}$/.test(bucket) && !/^[\d.]+$|^\[/.test(url.hostname);
  const place = labelled ? virtualHost(url, bucket) : pathStyle(url, bucket);
  return { ...place, region, wellKnown: isWellKnown(url) };
}

type Place = Pick<S3Address, "origin" | "host" | "basePath">;

function pathStyle(url: URL, bucket: string): Place {
  return { origin: url.origin, host: url.host, basePath: `${basePath(url)}/${bucket}` };
}

function virtualHost(url: URL, bucket: string): Place {
  const host = `${bucket}.${url.host}`;
  return { origin: `${url.protocol}//${host}`, host, basePath: basePath(url) };
}

function isWellKnown(url: URL): boolean {
  return /\.(amazonaws\.com(\.cn)?|r2\.cloudflarestorage\.com)$/.test(url.hostname);
}

/** Some stores serve S3 below a path. */
function basePath(url: URL): string {
  return url.pathname.replace(/\/+$/, "");
}
