import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { SignedBody } from "../receipt/schema.ts";
import { countOwed, insertDebts } from "./rows.ts";

/** The first try is soon: most of what keeps a stamp from coming is over in minutes. */
const firstTryMs = 60_000;

/** One debt for each receipt that says so, in the transaction that appended it. All are of one run. */
export async function recordDebts(
  tx: Tx,
  tenantId: Id<"tenant">,
  receipts: readonly SignedBody[],
  signer: { identityId: Id<"identity">; notAfter: Date },
): Promise<void> {
  const debts = receipts.flatMap((body) => {
    const { time_stamp: stamp } = body;
    if (stamp === "none" || stamp.kind !== "debt") return [];
    const createdAt = new Date(body.at);
    return [
      {
        receiptId: body.receipt,
        runId: body.run,
        itemSeq: body.item,
        bucketId: body.object.bucket,
        key: body.object.key,
        profile: stamp.profile,
        why: stamp.why,
        ...signer,
        createdAt,
        nextTryAt: new Date(createdAt.getTime() + firstTryMs),
      },
    ];
  });
  const [first] = debts;
  if (!first) return;
  await insertDebts(tx, tenantId, debts);
  await countOwed(tx, tenantId, first.runId, debts.length);
}
