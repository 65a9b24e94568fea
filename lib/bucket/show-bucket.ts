import type { Id } from "../kernel/ids.ts";
import { type BucketView, bucketLocation, capabilities, deliveryLevel } from "./schema.ts";

export interface BucketRow {
  id: string;
  name: string;
  location: unknown;
  capabilities: unknown;
  delivery: string;
  probedAt: Date | null;
  createdAt: Date;
  removedAt: Date | null;
}

/** A row without its sealed credentials. The cast gives back the brand that the column cannot keep. */
export function showBucket(row: BucketRow): BucketView {
  return {
    id: row.id as Id<"bucket">,
    name: row.name,
    location: bucketLocation.parse(row.location),
    capabilities: capabilities.parse(row.capabilities),
    delivery: deliveryLevel.parse(row.delivery),
    probedAt: (row.probedAt ?? row.createdAt).toISOString(),
    createdAt: row.createdAt.toISOString(),
    removedAt: row.removedAt?.toISOString() ?? null,
  };
}
