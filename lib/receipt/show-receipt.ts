import { hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { StoredReceipt } from "./rows.ts";
import { type ReceiptBody, type ReceiptView, receiptBody } from "./schema.ts";

/** The body that the stored bytes are. Throws Fault `corrupt` where they are none: the store was tampered with. */
export function parseBody(stored: StoredReceipt): ReceiptBody {
  const parsed = receiptBody.safeParse(JSON.parse(Buffer.from(stored.body).toString("utf8")));
  if (parsed.success) return parsed.data;
  throw new Fault(
    "corrupt",
    `Receipt ${stored.seq} does not read as a receipt. Compare it with an export made earlier.`,
  );
}

export function showReceipt(stored: StoredReceipt, previous: Uint8Array, supersededBy: string | null): ReceiptView {
  return {
    id: stored.id as Id<"receipt">,
    seq: stored.seq.toString(),
    at: stored.at.toISOString(),
    body: parseBody(stored),
    supersededBy: supersededBy as Id<"receipt"> | null,
    bodyText: Buffer.from(stored.body).toString("utf8"),
    leaf: hex(stored.leaf),
    chain: hex(stored.chain),
    previousChain: hex(previous),
  };
}
