import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { globalVerb } from "../ports/ctx.ts";
import { refusal } from "./refuse.ts";
import { findPublicProof } from "./rows.ts";

export const publicProof = z.object({
  id: idOf("proof"),
  at: z.iso.datetime(),
  mime: z.string(),
  contentSha256: z.string().describe("Of the image as it was uploaded"),
  signedSha256: z.string().describe("Of the signed copy as it was given back"),
  manifestLabel: z.string(),
  storeSha256: z.string(),
  storeSizeBytes: z.number().int(),
  signerKeyId: z.string(),
});
export type PublicProofView = z.output<typeof publicProof>;

/** Public as the manifest is: it went out with the image. Whose it is, and what the file was called, is not told. */
export const showProof = globalVerb({
  name: "proof.show",
  summary: "What is public of a proof: hashes, manifest label and signing key of an image that was signed on upload",
  scope: "public",
  input: z.object({ proofId: idOf("proof") }),
  output: publicProof,
  async run(ctx, { proofId }) {
    const row = await ctx.read((tx) => findPublicProof(tx, proofId));
    if (!row) throw refusal("PROOF_NOT_FOUND", "There is no such proof.");
    return {
      id: row.id,
      at: row.created_at.toISOString(),
      mime: row.mime,
      contentSha256: row.content_sha256,
      signedSha256: row.signed_sha256,
      manifestLabel: row.manifest_label,
      storeSha256: row.store_sha256,
      storeSizeBytes: row.store_size,
      signerKeyId: row.signer_key_id,
    };
  },
});
