import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { lockBucket } from "./rows.ts";

/** Locks a bucket that is still connected, for the rest of the transaction. Throws Fault `not_found` where there is none. */
export async function lockOrRefuse(tx: Tx, tenantId: Id<"tenant">, bucketId: Id<"bucket">): Promise<void> {
  if (!(await lockBucket(tx, tenantId, bucketId)))
    throw new Fault("not_found", "There is no such bucket in this workspace, or it was removed.");
}
