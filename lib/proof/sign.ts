import { z } from "zod";
import { actorText } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import type { Signer } from "../ports/signer.ts";
import { appendReceipts, lockChain } from "../receipt/append.ts";
import type { UploadBody } from "../receipt/schema.ts";
import { openSigner } from "../signer-identity/open-signer.ts";
import { findDefaultId } from "../signer-identity/rows.ts";
import { recordUsage } from "../usage/record.ts";
import { refusal } from "./refuse.ts";
import { findByUploadKey, insertProof, type NewProof } from "./rows.ts";
import { uploadLimits } from "./schema.ts";
import { type SignedUpload, signFile } from "./sign-file.ts";

const nameCharsMax = 255;

/**
 * Signs one image by embedding, reads the signed copy back, and counts it only when that is exactly Trusted against the
 * identity's own anchor. The manifest store, the receipt and the usage are one transaction. A repeat under the same key
 * is signed anew, because the first answer's bytes were not kept, is not charged again, and is of the first one's proof. `path` and `outputPath` are
 * scratch files of the edge's own naming. Throws Fault with `details.errorCode`.
 */
export const signProof = verb({
  name: "proof.sign",
  summary: "Signs an uploaded image and gives back the signed copy; its manifest store is kept",
  scope: "proof.sign",
  input: z.object({
    path: z.string().min(1).nullable().default(null),
    outputPath: z.string().min(1).nullable().default(null),
    name: z.string().max(1024).default(""),
    title: z.string().trim().min(1).max(200).nullable().default(null).describe("What the manifest calls the image"),
    identityId: idOf("identity").nullable().default(null).describe("Who signs; if not given, the workspace's default"),
    uploadKey: z.string().max(200).nullable().default(null),
  }),
  output: z.object({
    proofId: idOf("proof"),
    receiptId: idOf("receipt"),
    mime: z.string(),
    manifestLabel: z.string(),
    storeSha256: z.string(),
    signedSha256: z.string(),
    signedSizeBytes: z.number().int(),
    repeated: z.boolean(),
  }),
  async run(ctx, { path, outputPath, name, title, identityId, uploadKey }) {
    if (path === null || outputPath === null)
      throw refusal("NO_FILE_PROVIDED", "Send an image that is not empty in the field file.");
    const signer = await signerOf(ctx, identityId);
    const signed = await signFile(ctx, { path, outputPath, name, title, signer, limits: uploadLimits });
    const { sizeBytes: storeBytes } = await ctx.ports.scratch.facts(signed.storePath);
    const { manifestBytesMax } = uploadLimits;
    if (storeBytes > manifestBytesMax)
      throw refusal(
        "FILE_TOO_LARGE",
        `With the manifests that the image carries, its manifest store would be longer than ${formatBytes(manifestBytesMax)}.`,
      );
    const store = Uint8Array.from(await ctx.ports.scratch.read(signed.storePath));
    const now = ctx.now();
    const proofId = newId("proof", now);
    const receiptId = newId("receipt", now);
    const detail = { contentSha256: signed.contentSha256, signedSha256: signed.signedSha256 };
    const repeats = await ctx.write({ action: "proof.sign", subject: receiptId, detail }, async (tx) => {
      // Held from here on: a second request with the same key waits, and then finds what the first one wrote.
      const chain = await lockChain(tx, ctx.tenantId);
      const first = uploadKey === null ? null : await findByUploadKey(tx, ctx.tenantId, uploadKey);
      if (first && first.intentSha256 !== signed.intentSha256)
        throw new Fault("conflict", "This Idempotency-Key was used for another image, title or identity.");
      const repeated = first ? (first.id as Id<"proof">) : null;
      const names = { proofId: repeated ?? proofId, receiptId, repeats: repeated, name: storable(name) };
      const body = uploadReceipt({ ctx, signed, ...names, now });
      // What is kept of a repeat is its receipt: of one intent, the first one's manifest store says the same.
      const proof: NewProof = {
        tenantId: ctx.tenantId,
        id: proofId,
        uploadKey,
        repeats: null,
        name: storable(name),
        mime: signed.mime,
        sizeBytes: BigInt(signed.sizeBytes),
        contentSha256: signed.contentSha256,
        intentSha256: signed.intentSha256,
        signedSha256: signed.signedSha256,
        signedSizeBytes: BigInt(signed.signedSizeBytes),
        manifestLabel: signed.manifestLabel,
        storeSha256: sha256Hex(store),
        store,
        signerKeyId: signed.signerKeyId,
        receiptId,
        createdBy: actorText(ctx.actor),
        createdAt: now,
      };
      if (!first) await insertProof(tx, proof);
      await appendReceipts(tx, ctx.tenantId, chain, [body]);
      await recordUsage(tx, ctx.tenantId, [body]);
      return repeated;
    });
    return {
      proofId: repeats ?? proofId,
      receiptId,
      mime: signed.mime,
      manifestLabel: signed.manifestLabel,
      storeSha256: signed.storeSha256,
      signedSha256: signed.signedSha256,
      signedSizeBytes: signed.signedSizeBytes,
      repeated: repeats !== null,
    };
  },
});

/** The identity that was named, or the workspace's default. */
async function signerOf(ctx: TenantCtx, named: Id<"identity"> | null): Promise<Signer> {
  const identityId = named ?? (await ctx.read((tx) => findDefaultId(tx, ctx.tenantId)));
  if (!identityId) throw refusal("CERTIFICATE_INVALID", "This workspace has no signing identity. Make one first.");
  try {
    return await openSigner(ctx, identityId);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    if (thrown.code === "not_found") throw refusal("VALIDATION_FAILED", thrown.message, thrown);
    if (thrown.code === "precondition") throw refusal("CERTIFICATE_INVALID", thrown.message, thrown);
    throw thrown;
  }
}

function uploadReceipt(facts: {
  ctx: TenantCtx;
  signed: SignedUpload;
  proofId: Id<"proof">;
  receiptId: Id<"receipt">;
  repeats: Id<"proof"> | null;
  name: string;
  now: Date;
}): UploadBody {
  const { ctx, signed, proofId, receiptId, repeats, name, now } = facts;
  return {
    v: 1,
    kind: "upload",
    receipt: receiptId,
    tenant: ctx.tenantId,
    at: now.toISOString(),
    proof: proofId,
    repeats,
    file: { name, mime: signed.mime, size_bytes: String(signed.sizeBytes) },
    content_sha256: signed.contentSha256,
    intent_sha256: signed.intentSha256,
    mode: "embed",
    signed: { sha256: signed.signedSha256, size_bytes: String(signed.signedSizeBytes) },
    manifest_label: signed.manifestLabel,
    manifest_sha256: signed.storeSha256,
    signer_key_id: signed.signerKeyId,
    parent_manifest: signed.parentManifest,
    validation: { state: "Trusted", codes: signed.codes },
    time_stamp: "none",
    usage: { unit: "vex", quantity: repeats === null ? 1 : 0 },
  };
}

/** Neither NUL nor half a surrogate pair can be stored. */
function storable(name: string): string {
  return name.slice(-nameCharsMax).replaceAll("\0", "").toWellFormed();
}
