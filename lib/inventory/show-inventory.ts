import type { Id } from "../kernel/ids.ts";
import { type InventoryDetail, type InventoryView, inventorySummary, inventoryView } from "./schema.ts";

export interface InventoryRow {
  id: string;
  bucketId: string;
  bucket: { name: string };
  source: string;
  prefixes: string[];
  state: string;
  objects: bigint;
  bytes: bigint;
  sidecars: bigint;
  requests: number;
  failure: string | null;
  summary: unknown;
  createdAt: Date;
  finishedAt: Date | null;
}

export function showInventory(row: InventoryRow): InventoryView {
  return {
    id: row.id as Id<"inventory">,
    bucketId: row.bucketId as Id<"bucket">,
    bucketName: row.bucket.name,
    source: inventoryView.shape.source.parse(row.source),
    prefixes: row.prefixes,
    state: inventoryView.shape.state.parse(row.state),
    objects: String(row.objects),
    bytes: String(row.bytes),
    sidecars: String(row.sidecars),
    requests: row.requests,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function showInventoryDetail(row: InventoryRow): InventoryDetail {
  return { ...showInventory(row), summary: row.summary === null ? null : inventorySummary.parse(row.summary) };
}
