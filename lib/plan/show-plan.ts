import type { z } from "zod";
import type { Id } from "../kernel/ids.ts";
import { overwriteWords } from "./overwrite-words.ts";
import type { PlanRecord } from "./rows.ts";
import { type approvalView, ledger, type PlanRow, planSettings } from "./schema.ts";

/** A plan as lists show it. The casts give back the brands that columns cannot keep. */
export function showPlan(row: PlanRecord): PlanRow {
  const { objects_total, bytes_total, total } = ledger.parse(row.ledger);
  return {
    id: row.id as Id<"plan">,
    inventoryId: row.inventoryId as Id<"inventory">,
    sampleId: row.sampleId as Id<"sample">,
    hash: row.hash,
    settings: planSettings.parse(row.settings),
    objects: objects_total,
    bytes: bytes_total,
    totalUsd: total.estimate,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    approvals: row.approvals.map(showApproval),
  };
}

export function showApproval(row: PlanRecord["approvals"][number]): z.output<typeof approvalView> {
  const { planHash, approvedBy, typedWords } = row;
  return { id: row.id as Id<"approval">, planHash, approvedBy, typedWords, approvedAt: row.approvedAt.toISOString() };
}

/** What the plan's approver has to type; null where it replaces no object. The bucket by the name that it has today. */
export function wordsOf(row: PlanRecord): string | null {
  const { objects_total: objects } = ledger.parse(row.ledger);
  return overwriteWords(planSettings.parse(row.settings), { objects, bucketName: row.inventory.bucket.name });
}
