import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import { type PlanContent, planDocument } from "./plan-document.ts";

/**
 * Throws Fault `corrupt` unless the plan's stored document hashes to the plan's hash and says what its columns say:
 * the columns are what a run goes by.
 */
export function refuseAltered(plan: PlanContent & { document: Uint8Array; hash: string }): void {
  const stored = sha256Hex(plan.document);
  if (stored !== plan.hash)
    throw new Fault("corrupt", "The plan's stored document no longer has the plan's hash. Make a new plan.");
  if (!Buffer.from(planDocument(plan)).equals(plan.document))
    throw new Fault("corrupt", "The plan's settings or ledger are not those of its frozen document. Make a new plan.");
}
