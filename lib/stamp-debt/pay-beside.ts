import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { judgeStamped, lost, type Paying, type Payment, stampedBy } from "./payment.ts";
import { storeStamped } from "./stamped-store.ts";
import { swapSidecar } from "./swap-sidecar.ts";

/**
 * Pays for a manifest store that lies beside its asset: fetched by the hash that its receipt tells, stamped, put beside itself,
 * read back, and validated with the asset as it lies there.
 */
export async function payBeside(ctx: TenantCtx, paying: Paying): Promise<Payment> {
  const { purse, store, debt, body, folder, anchorPem, signal } = paying;
  const { manifest_label: label, object } = body;
  const found = await store.get(body.stored.key, { bytesMax: Number(body.stored.size_bytes), signal });
  if (found.kind !== "found") return lost("stored_gone", body.stored.key);
  if (sha256Hex(found.bytes) !== body.stored.sha256) return lost("stored_differs", body.stored.key);
  const assetPath = join(folder, "asset");
  const sized = { ifMatch: object.etag, bytesMax: Number(object.size_bytes), signal };
  const asset = await store.download(object.key, assetPath, sized);
  if (asset.kind !== "found") return lost("asset_changed", `It had the ETag ${object.etag}.`);
  const profile = debt.profile as StampProfileName;
  const authority = await purse.authority(profile);
  const original = { store, storedKey: body.stored.key, label, original: found.bytes };
  const check = ctx.ports.checkStamp;
  const stamped = await storeStamped({ ...original, ...authority, check, now: ctx.now(), signal });
  if (stamped.kind === "lost") return stamped;
  const back = await store.get(stamped.key, { bytesMax: stamped.bytes.byteLength, signal });
  if (back.kind !== "found" || Buffer.compare(back.bytes, stamped.bytes) !== 0)
    return lost("readback_invalid", `${stamped.key} is not what was put there.`);
  const manifestPath = join(folder, "manifest");
  await ctx.ports.scratch.write(manifestPath, back.bytes);
  const nameMime = mimeByExtension(object.key);
  const seen = { path: assetPath, sizeBytes: asset.head.sizeBytes };
  const { mime } = await ctx.ports.media.inspect({ ...seen, nameMime, thumbnail: false });
  const question = { ...seen, mime: mime ?? nameMime, manifestPath, anchorsPem: anchorPem };
  const judged = judgeStamped(await ctx.ports.media.validate(question), label);
  if ("kind" in judged) return judged;
  const sidecar = await swapSidecar(store, body, back.bytes, signal);
  return {
    kind: "paid",
    paid: {
      stored: { key: stamped.key, sha256: sha256Hex(back.bytes), size_bytes: String(back.bytes.byteLength) },
      ...(sidecar ? { sidecar } : {}),
      adopted: stamped.adopted,
      validation: { state: "Trusted", codes: judged.codes },
      time_stamp: stampedBy(profile, stamped.stamp),
    },
  };
}
