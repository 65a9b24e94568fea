import type { BucketView, Grant } from "@/lib/bucket/schema.ts";

export const kindWords: Record<BucketView["location"]["kind"], string> = {
  fs: "Folder",
  s3: "S3",
  r2: "R2",
};

export const grantWords: Record<Grant, string> = {
  list: "List",
  get: "Get",
  put: "Put",
  conditional_put: "Conditional put",
};

/** Where a bucket is, on one line: a path, or the bucket's name with its host. A stranger's text: show it through HostileText. */
export function whereText(location: BucketView["location"]): string {
  switch (location.kind) {
    case "fs":
      return location.root;
    case "s3":
      return location.endpoint
        ? `${location.bucket} at ${hostOf(location.endpoint)}`
        : `${location.bucket}, ${location.region}`;
    case "r2":
      return `${location.bucket}, account ${location.accountId.slice(0, 8)}…`;
  }
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
