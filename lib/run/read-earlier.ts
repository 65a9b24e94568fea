import type { Outcome } from "../kernel/outcome.ts";
import { stampedKeyOf } from "../stamp-debt/stamped-store.ts";
import type { Intent } from "./intend.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { type ReadBack, readBack } from "./read-back.ts";
import type { AssetInHand, SigningKit } from "./signing-kit.ts";

/**
 * What was stored for this intent before, read back: where the plan asks for stamps, first the manifest store of a debt that
 * was paid since, so that nothing is owed twice; in a signed copy the stamp is where the copy is. Whatever else lies there is nobody's concern here: the original counts.
 */
export async function readEarlier(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  intent: Intent,
): Promise<{ intent: Intent; stored: ReadBack | Outcome | { kind: "missing" } }> {
  if (kit.stamping && intent.order.mode === "remote") {
    const stamped = { ...intent, storedKey: stampedKeyOf(intent.storedKey) };
    const stored = await readBack(kit, item, asset, stamped, true);
    if (stored.kind === "read-back" && stored.timeStamp.kind === "stamped") return { intent: stamped, stored };
  }
  return { intent, stored: await readBack(kit, item, asset, intent, true) };
}
