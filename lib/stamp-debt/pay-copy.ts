import { join } from "node:path";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { hasStampRoom, stampImprint, stampToken } from "../media/stamp-store.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Validation } from "../ports/media.ts";
import type { Stamp } from "../ports/stamper.ts";
import type { ObjectHead } from "../ports/store.ts";
import { judgeStamped, type Lost, lost, type Paying, type Payment, stampedBy } from "./payment.ts";

/**
 * Pays for a manifest that lies in a signed copy, or in the object that a run replaced: that very copy gets the token into the
 * room that its signing left, is validated, and takes its own place on the condition of its ETag. Nobody signs anew, and
 * the label stays. An Update Manifest would not do: it needs no such change, but the unstamped one below it falls with its
 * certificate, and takes the whole with it (pinned by `tests/integration/stamp-after-end.test.ts`).
 *
 * What an earlier try put there is known by taking its token out again: that is, byte for byte, what the debt's receipt tells.
 */
export async function payCopy(ctx: TenantCtx, paying: Paying): Promise<Payment> {
  // Who loses its condition looks once more: another payer was faster, or it is somebody else's by now.
  return (
    (await payOnce(ctx, paying, "first")) ??
    (await payOnce(ctx, paying, "again")) ??
    lost("stored_differs", paying.body.stored.key)
  );
}

interface Copy {
  path: string;
  head: ObjectHead;
  mime: string;
  sha256: string;
  /** The manifest store in it. */
  manifest: Uint8Array;
  validation: Validation;
}

/** Null where what is stored was replaced between the look at it and the put. */
async function payOnce(ctx: TenantCtx, paying: Paying, name: string): Promise<Payment | null> {
  const { store, body, signal } = paying;
  const copy = await fetchCopy(ctx, paying, name);
  if ("kind" in copy) return copy;
  if (copy.sha256 !== body.stored.sha256) return adoptEarlier(ctx, paying, copy);
  const token = await askFor(paying, copy);
  if ("kind" in token) return token;
  const path = `${copy.path}.stamped`;
  const wrong = await restamp(ctx, paying, copy, token.stamp.token, path);
  if (wrong !== null) return lost("readback_invalid", wrong);
  // Before it takes the place of anything: what lies there is somebody's picture.
  const judged = judgeStamped(await validate(ctx, paying, path, copy), body.manifest_label);
  if ("kind" in judged) return judged;
  const file = await ctx.ports.scratch.facts(path);
  const put = await store.upload(body.stored.key, file, {
    contentType: copy.head.contentType ?? copy.mime,
    when: { kind: "if-match", etag: copy.head.etag },
    carry: copy.head.carried,
    signal,
  });
  if (put.kind !== "written") return null;
  const back = await download(paying, `${copy.path}.back`);
  if ("sha256" in back && back.sha256 === file.sha256)
    return paidBy(paying, file.sha256, judged.codes, token.stamp, false);
  return lost("stored_differs", `${body.stored.key} was replaced after it was stamped.`);
}

/** What an earlier try put there, or nothing of ours. */
async function adoptEarlier(ctx: TenantCtx, paying: Paying, copy: Copy): Promise<Payment> {
  const { purse, debt, body } = paying;
  const { stored, manifest_label: label } = body;
  const differs = lost("stored_differs", stored.key);
  const judged = judgeStamped(copy.validation, label);
  if ("kind" in judged) return differs;
  const token = stampToken(copy.manifest, label);
  const barePath = `${copy.path}.bare`;
  if (!token || (await restamp(ctx, paying, copy, null, barePath)) !== null) return differs;
  if ((await ctx.ports.scratch.facts(barePath)).sha256 !== stored.sha256) return differs;
  const { service } = await purse.authority(debt.profile as StampProfileName);
  const expected = { imprint: stampImprint(copy.manifest, label), anchorsPem: service.anchorsPem, now: ctx.now() };
  return paidBy(paying, copy.sha256, judged.codes, await ctx.ports.checkStamp(token, expected), true);
}

async function fetchCopy(ctx: TenantCtx, paying: Paying, name: string): Promise<Copy | Lost> {
  const path = join(paying.folder, name);
  const { media, scratch } = ctx.ports;
  const found = await download(paying, path);
  if ("kind" in found) return found;
  const { head, sha256 } = found;
  const nameMime = mimeByExtension(paying.body.object.key);
  const seen = { path, sizeBytes: head.sizeBytes };
  const { mime } = await media.inspect({ ...seen, nameMime, thumbnail: false });
  const known = mime ?? nameMime;
  const storeOutputPath = `${path}.store`;
  // Of what cannot be read the engine writes no store.
  await scratch.write(storeOutputPath, new Uint8Array());
  const validation = await validate(ctx, paying, path, { head, mime: known }, storeOutputPath);
  const manifest = await scratch.read(storeOutputPath);
  return { path, head, sha256, mime: known, manifest, validation };
}

/** With its token a copy is as long as before: what is longer is another, which the store refuses to give. */
async function download({ store, body, signal }: Paying, path: string) {
  const { key, size_bytes } = body.stored;
  const found = await store.download(key, path, { bytesMax: Number(size_bytes), signal });
  if (found.kind !== "found") return lost("stored_gone", key);
  const { head, sha256 } = found;
  return { head, sha256 };
}

async function askFor({ purse, debt, body, signal }: Paying, copy: Copy): Promise<{ stamp: Stamp } | Lost> {
  const { manifest_label: label } = body;
  const { state, activeManifest } = copy.validation;
  if (state !== "Trusted" || activeManifest?.label !== label)
    return lost("readback_invalid", `${state}, before it was stamped.`);
  const { stamper, tooLong } = await purse.authority(debt.profile as StampProfileName);
  // Asked may be charged for: what has no room for any token, or not for one such as this authority's last, is not asked for.
  if (!hasStampRoom(copy.manifest, label, tooLong.bytes))
    return lost("no_room", "The manifest was signed without the room.");
  const stamp = await stamper.stamp(stampImprint(copy.manifest, label), { signal });
  if (hasStampRoom(copy.manifest, label, stamp.token.byteLength)) return { stamp };
  tooLong.bytes = stamp.token.byteLength;
  return lost("no_room", `The token has ${stamp.token.byteLength} bytes.`);
}

function restamp(ctx: TenantCtx, { body }: Paying, copy: Copy, token: Uint8Array | null, outputPath: string) {
  const { path, mime, head } = copy;
  const job = { path, sizeBytes: head.sizeBytes, mime, label: body.manifest_label, token, outputPath };
  return ctx.ports.media.restamp(job);
}

function validate(
  ctx: TenantCtx,
  { anchorPem: anchorsPem }: Paying,
  path: string,
  { head, mime }: Pick<Copy, "head" | "mime">,
  storeOutputPath: string | null = null,
): Promise<Validation> {
  const { sizeBytes } = head;
  return ctx.ports.media.validate({ path, sizeBytes, mime, manifestPath: null, anchorsPem, storeOutputPath });
}

function paidBy({ debt, body }: Paying, sha256: string, codes: string[], stamp: Stamp, adopted: boolean): Payment {
  return {
    kind: "paid",
    paid: {
      stored: { ...body.stored, sha256 },
      adopted,
      validation: { state: "Trusted", codes },
      time_stamp: stampedBy(debt.profile as StampProfileName, stamp),
    },
  };
}
