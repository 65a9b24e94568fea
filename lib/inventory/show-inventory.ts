import type { Id } from "../kernel/ids.ts";
import { type InventoryDetail, type InventoryView, inventorySummary, inventoryView, reportPlace } from "./schema.ts";

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
  oldVersions: bigint;
  deleteMarkers: bigint;
  report: unknown;
  workers: number;
  requests: number;
  failure: string | null;
  summary: unknown;
  createdAt: Date;
  finishedAt: Date | null;
  removedAt: Date | null;
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
    oldVersions: String(row.oldVersions),
    deleteMarkers: String(row.deleteMarkers),
    report: reportPlace.nullable().parse(row.report),
    workers: row.workers,
    requests: row.requests,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    removedAt: row.removedAt?.toISOString() ?? null,
  };
}

export function showInventoryDetail(
  row: InventoryRow,
  more: Pick<InventoryDetail, "ranges" | "plansNotLaunched">,
): InventoryDetail {
  const summary = row.summary === null ? null : inventorySummary.parse(row.summary);
  return { ...showInventory(row), summary, ...more };
}
