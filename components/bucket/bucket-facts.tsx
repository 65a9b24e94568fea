import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { type Detail, DetailsList } from "@/components/ui/details-list";
import type { BucketView } from "@/lib/bucket/schema.ts";
import { kindWords } from "./bucket-words.ts";

/** Where a bucket is, and what its store told of it. */
export function BucketFacts({ bucket }: { bucket: BucketView }) {
  const { facts, signable } = bucket.capabilities;
  return (
    <DetailsList
      details={[
        { label: "Kind", value: kindWords[bucket.location.kind] },
        ...placeOf(bucket.location),
        {
          label: "Runs",
          value: signable ? "Can write manifests here" : "Cannot write here: all four grants are needed",
        },
        ...(bucket.location.kind === "fs"
          ? []
          : [
              { label: "Versioning", value: versioningWords[facts.versioning] },
              { label: "Public access", value: publicWords[facts.publicAccess] },
            ]),
        ...storeInventories(facts.inventories),
        { label: "Connected", value: <When at={bucket.createdAt} /> },
        { label: "Last probed", value: <When at={bucket.probedAt} /> },
      ]}
    />
  );
}

function placeOf(location: BucketView["location"]): Detail[] {
  switch (location.kind) {
    case "fs":
      return [{ label: "Folder", value: <HostileText text={location.root} max={0} copy /> }];
    case "s3":
      return [
        { label: "Bucket", value: <HostileText text={location.bucket} copy /> },
        { label: "Region", value: location.region },
        {
          label: "Endpoint",
          value: location.endpoint ? <HostileText text={location.endpoint} max={100} /> : "Amazon's own",
        },
        ...(location.pathStyle ? [{ label: "Addressing", value: "Bucket's name in the path" }] : []),
      ];
    case "r2":
      return [
        { label: "Bucket", value: <HostileText text={location.bucket} copy /> },
        { label: "Account", value: <HostileText text={location.accountId} /> },
        ...(location.endpoint
          ? [{ label: "Endpoint", value: <HostileText text={location.endpoint} max={100} /> }]
          : []),
      ];
  }
}

const versioningWords = {
  enabled: "On: the store keeps earlier versions",
  suspended: "Suspended",
  off: "Off",
  unknown: <Unknown key="unknown" />,
} as const;

const publicWords = {
  public: "Public: anybody may read it",
  private: "Private",
  blocked: "Blocked by the account",
  unknown: <Unknown key="unknown" />,
} as const;

function storeInventories(found: BucketView["capabilities"]["facts"]["inventories"]): Detail[] {
  if (found === "unknown" || found.length === 0) return [];
  const value = (
    <ul className="grid gap-1">
      {found.map((each) => (
        <li key={each.id} className="flex flex-wrap items-center gap-1.5">
          <HostileText text={each.id} /> <Badge variant="outline">{each.format}</Badge>
          <span className="text-muted-foreground text-xs">
            {each.schedule}
            {each.enabled ? null : ", switched off"}, to{" "}
            <HostileText text={`${each.destinationBucket}/${each.destinationPrefix}`} max={60} />
          </span>
        </li>
      ))}
    </ul>
  );
  return [{ label: "The store's own inventories", value }];
}

function Unknown() {
  return <span className="text-muted-foreground">The store does not tell these credentials</span>;
}
