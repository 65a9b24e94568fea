import { canonicalBytes } from "../kernel/canonical-json.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { type ChainHead, extend } from "./chain.ts";
import { insertReceipts, lockHead, saveHead } from "./rows.ts";
import type { ReceiptBody } from "./schema.ts";

/**
 * Takes the tenant's chain for the rest of the transaction. Taken before anything else that settling locks, so that two
 * settling transactions of one tenant queue here and cannot deadlock further on.
 */
export async function lockChain(tx: Tx, tenantId: Id<"tenant">): Promise<ChainHead> {
  return lockHead(tx, tenantId);
}

/**
 * Appends receipts in the given order within the caller's transaction, which holds the chain by `lockChain`. The
 * idempotency key is `<run>:<item>`, an upload's proof, a repeated upload's own receipt, or the receipt whose stamp was paid; a key that exists already fails the transaction: the caller's fence must have kept
 * it out.
 */
export async function appendReceipts(
  tx: Tx,
  tenantId: Id<"tenant">,
  end: ChainHead,
  bodies: readonly ReceiptBody[],
): Promise<ChainHead> {
  const rows = bodies.map((body) => {
    const bytes = canonicalBytes(body);
    const link = extend(end, bytes);
    end = link.end;
    return { seq: end.seq, body, bytes, leaf: link.leaf, chain: link.chain };
  });
  if (rows.length === 0) return end;
  await insertReceipts(tx, tenantId, rows);
  await saveHead(tx, tenantId, end);
  return end;
}
