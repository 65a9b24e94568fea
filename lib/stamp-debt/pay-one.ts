import { asFault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { patienceMs } from "../kernel/patience.ts";
import { isTooLong } from "../kernel/too-long.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Store } from "../ports/store.ts";
import type { SignedBody } from "../receipt/schema.ts";
import { findIdentity } from "../signer-identity/rows.ts";
import type { Purse } from "./open-purse.ts";
import { payBeside } from "./pay-beside.ts";
import { payCopy } from "./pay-copy.ts";
import { type Lost, lost, type Payment, paymentOfFault } from "./payment.ts";
import type { DebtRow } from "./rows.ts";

/** A copy is fetched, put and fetched again, and may be once more. */
const copyTrips = 5;

/** For all requests of one debt together, the wait for a turn among them. The whole asset is fetched. */
export function payPatienceMs({ mode, object, stored }: Pick<SignedBody, "mode" | "object" | "stored">): number {
  return patienceMs(120_000, mode === "remote" ? Number(object.size_bytes) : copyTrips * Number(stored.size_bytes));
}

/**
 * Pays one debt: what its receipt names is fetched, stamped, stored, read back and validated. Nothing is written about it
 * yet. Safe to repeat at any point; never throws.
 */
export async function payOne(ctx: TenantCtx, purse: Purse, debt: DebtRow, body: SignedBody): Promise<Payment> {
  try {
    const identity = await ctx.read((tx) => findIdentity(tx, ctx.tenantId, debt.identityId as Id<"identity">));
    if (!identity) return lost("identity_gone", debt.identityId);
    if (debt.notAfter <= ctx.now()) return lost("certificate_over", debt.notAfter.toISOString());
    const opened = await openStore(purse, body.stored.bucket ?? (debt.bucketId as Id<"bucket">));
    if (opened.kind === "lost") return opened;
    const { store } = opened;
    const { anchorPem } = identity;
    const signal = AbortSignal.timeout(payPatienceMs(body));
    const pay = body.mode === "remote" ? payBeside : payCopy;
    return await ctx.ports.scratch.within(
      (folder) => pay(ctx, { purse, store, debt, body, folder, anchorPem, signal }),
      Math.max(Number(body.object.size_bytes), Number(body.stored.size_bytes)),
    );
  } catch (thrown) {
    const fault = asFault(thrown);
    if (!isTooLong(fault)) return paymentOfFault(fault);
    const asset = body.mode === "remote" && fault.details?.key === body.object.key;
    return lost(asset ? "asset_changed" : "stored_differs", fault.message);
  }
}

/** Only a bucket that cannot be opened is gone: what one that is open refuses, an archived object say, may be had later. */
async function openStore(purse: Purse, bucketId: Id<"bucket">): Promise<{ kind: "opened"; store: Store } | Lost> {
  try {
    return { kind: "opened", store: await purse.store(bucketId) };
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault.code === "precondition" || fault.code === "not_found") return lost("bucket_gone", fault.message);
    throw fault;
  }
}
