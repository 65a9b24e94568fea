import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import { asFault, type Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { patienceMs } from "../kernel/patience.ts";
import type { StampLoss } from "../kernel/stamp-losses.ts";
import { type StampProblem, stampProblems } from "../kernel/stamp-problems.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import { isTooLong } from "../kernel/too-long.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Store } from "../ports/store.ts";
import type { SignedBody } from "../receipt/schema.ts";
import { findIdentity } from "../signer-identity/rows.ts";
import type { Purse } from "./open-purse.ts";
import type { DebtRow } from "./rows.ts";
import { storeStamped } from "./stamped-store.ts";
import { swapSidecar } from "./swap-sidecar.ts";

/** What is the case of a stamped manifest that was read back: the part of its receipt that is not its debt's. */
export type Paid = Pick<SignedBody, "stored" | "sidecar" | "adopted" | "validation" | "time_stamp">;

export type Payment =
  | { kind: "paid"; paid: Paid }
  | { kind: "lost"; why: StampLoss; detail: string }
  | { kind: "later"; why: StampProblem | "store_unavailable" | "internal"; detail: string; retryAfterMs: number };

/** For all requests of one debt together, the wait for a turn among them. The whole asset is fetched. */
export function payPatienceMs({ object }: Pick<SignedBody, "object">): number {
  return patienceMs(120_000, Number(object.size_bytes));
}

/**
 * Pays one debt: the manifest store whose hash the receipt tells is fetched, stamped, put beside itself, read back, and
 * validated with the asset as it lies there. Nothing is written about it yet. Safe to repeat at any point; never throws.
 */
export async function payOne(ctx: TenantCtx, purse: Purse, debt: DebtRow, body: SignedBody): Promise<Payment> {
  try {
    const identity = await ctx.read((tx) => findIdentity(tx, ctx.tenantId, debt.identityId as Id<"identity">));
    if (!identity) return lost("identity_gone", debt.identityId);
    if (debt.notAfter <= ctx.now()) return lost("certificate_over", debt.notAfter.toISOString());
    const opened = await openStore(purse, debt);
    if (opened.kind === "lost") return opened;
    const { store } = opened;
    return await ctx.ports.scratch.within(
      (folder) => payFrom(ctx, { purse, store, debt, body, folder, anchorPem: identity.anchorPem }),
      Number(body.object.size_bytes),
    );
  } catch (thrown) {
    const fault = asFault(thrown);
    if (!isTooLong(fault)) return paymentOfFault(fault);
    return lost(fault.details?.key === body.object.key ? "asset_changed" : "stored_differs", fault.message);
  }
}

/** Only a bucket that cannot be opened is gone: what one that is open refuses, an archived object say, may be had later. */
async function openStore(
  purse: Purse,
  { bucketId }: DebtRow,
): Promise<{ kind: "opened"; store: Store } | Extract<Payment, { kind: "lost" }>> {
  try {
    return { kind: "opened", store: await purse.store(bucketId as Id<"bucket">) };
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault.code === "precondition" || fault.code === "not_found") return lost("bucket_gone", fault.message);
    throw fault;
  }
}

interface Paying {
  purse: Purse;
  store: Store;
  debt: DebtRow;
  body: SignedBody;
  folder: string;
  anchorPem: string;
}

async function payFrom(ctx: TenantCtx, { purse, store, debt, body, folder, anchorPem }: Paying): Promise<Payment> {
  const signal = AbortSignal.timeout(payPatienceMs(body));
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
  const validation = await ctx.ports.media.validate(question);
  const codes = validation.codes.filter(({ kind }) => kind === "success").map(({ code }) => code);
  const ours = validation.activeManifest?.label === label && codes.includes("timeStamp.validated");
  if (validation.state !== "Trusted" || !ours)
    return lost("readback_invalid", `${validation.state}: ${validation.codes.map(({ code }) => code).join(", ")}`);
  const sidecar = await swapSidecar(store, body, back.bytes, signal);
  const { time, tsa, serial, tokenSha256 } = stamped.stamp;
  return {
    kind: "paid",
    paid: {
      stored: { key: stamped.key, sha256: sha256Hex(back.bytes), size_bytes: String(back.bytes.byteLength) },
      ...(sidecar ? { sidecar } : {}),
      adopted: stamped.adopted,
      validation: { state: "Trusted", codes: [...new Set(codes)].sort() },
      time_stamp: { kind: "stamped", profile, time: time.toISOString(), tsa, serial, token_sha256: tokenSha256 },
    },
  };
}

function lost(why: StampLoss, detail: string): Extract<Payment, { kind: "lost" }> {
  return { kind: "lost", why, detail };
}

function paymentOfFault(fault: Fault): Payment {
  const what = stampProblems.find((code) => code === fault.details?.what);
  if (what) return { kind: "later", why: what, detail: fault.message, retryAfterMs: fault.retryAfterMs ?? 0 };
  const ofStore = ["upstream", "forbidden", "precondition", "not_found"].includes(fault.code);
  const why = ofStore ? "store_unavailable" : "internal";
  return { kind: "later", why, detail: fault.message, retryAfterMs: fault.retryAfterMs ?? 0 };
}
