import { canonicalBytes } from "../kernel/canonical-json.ts";

/** A plan as its row has it. */
export interface PlanContent {
  tenantId: string;
  id: string;
  inventoryId: string;
  sampleId: string;
  settings: unknown;
  ledger: unknown;
}

/** The canonical bytes that an approval is bound to (RFC 8785). Everything that a run goes by is in them. */
export function planDocument({
  tenantId,
  id,
  inventoryId,
  sampleId,
  settings,
  ledger,
}: PlanContent): Uint8Array<ArrayBuffer> {
  return canonicalBytes({
    plan: { tenant_id: tenantId, plan_id: id, inventory_id: inventoryId, sample_id: sampleId, settings },
    ledger,
  });
}
