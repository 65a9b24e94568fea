import type { Outcome } from "../kernel/outcome.ts";
import { judgeAsset } from "../media/judge-asset.ts";
import { stampRoomBytes as fullRoomBytes } from "../media/stamp-header.ts";
import type { StatedAssertion } from "../metadata/resolve-template.ts";
import type { PlanSettings } from "../plan/schema.ts";
import type { Inspection, SignOrder } from "../ports/media.ts";
import { intentOf } from "./intent-of.ts";
import type { ClaimedItem } from "./item-rows.ts";
import type { AssetInHand, SigningKit } from "./signing-kit.ts";

/** What is meant for one asset: what to sign, under which name it is known, and where it goes. */
export interface Intent {
  kind: "intent";
  intentSha256: string;
  order: SignOrder;
  /** Where the manifest store, the signed copy, or what replaces the object belongs. */
  storedKey: string;
}

/** What a look at an asset makes of it: an intent, or the Outcome of one that is not signed. Pure. */
export function intend(
  kit: Pick<SigningKit, "settings" | "signer" | "writing">,
  item: ClaimedItem,
  asset: Pick<AssetInHand, "sizeBytes" | "contentSha256">,
  stated: StatedAssertion[],
  inspection: Inspection,
): Intent | Outcome {
  const { settings, signer } = kit;
  const { sizeBytes, contentSha256 } = asset;
  const verdict = judgeAsset({ key: item.key, sizeBytes, listedMime: item.mime, inspection }, settings);
  if (verdict.kind !== "proceed") return verdict;
  const { mime } = verdict;
  const stampRoomBytes = roomFor(settings);
  const facts = { contentSha256, mime, stated, settings, signerKeyId: signer.keyId, stampRoomBytes };
  const { intentSha256, definition } = intentOf(facts);
  const update = settings.preserveEmbed === "update";
  const order: SignOrder = {
    mime,
    mode: kit.writing.form,
    update,
    definition,
    signer,
    stampRoomBytes,
    contentSha256,
  };
  return { kind: "intent", intentSha256, order, storedKey: kit.writing.storedKey(item.key, intentSha256) };
}

/** Room is kept wherever a stamp is asked for, come or not: a debt is paid into it. */
function roomFor({ timeStamp }: PlanSettings): number {
  return timeStamp === "none" ? 0 : fullRoomBytes;
}
