import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { stampProblems } from "../kernel/stamp-problems.ts";
import { stampProfiles } from "../kernel/stamp-profiles.ts";
import { writingModes } from "../kernel/writing-modes.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * `stamped`: a token proves that the manifest existed by `time`, and nothing of when the asset was made. `debt`: the plan
 * asked for a token and none came; a later receipt that supersedes this one tells when it was paid.
 */
export const timeStampFacts = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({
    kind: z.literal("stamped"),
    profile: z.enum(stampProfiles),
    /** The authority's, RFC 3339, UTC. */
    time: z.string(),
    tsa: z.string(),
    serial: z.string(),
    token_sha256: hash,
  }),
  z.object({ kind: z.literal("debt"), profile: z.enum(stampProfiles), why: z.enum(stampProblems) }),
]);

/** An asset that a run signed. */
export const signedBody = z.object({
  v: z.literal(1),
  kind: z.literal("signed"),
  receipt: idOf("receipt"),
  tenant: idOf("tenant"),
  /** RFC 3339, UTC, milliseconds: the service's clock when the asset was settled. */
  at: z.string(),
  run: idOf("run"),
  item: z.number().int(),
  plan: idOf("plan"),
  plan_hash: hash,
  approval: idOf("approval"),
  object: z.object({ bucket: idOf("bucket"), key: z.string(), etag: z.string(), size_bytes: z.string() }),
  content_sha256: hash,
  intent_sha256: hash,
  mode: z.enum(writingModes),
  /** In the object's own bucket unless another is named. */
  stored: z.object({ bucket: idOf("bucket").optional(), key: z.string(), sha256: hash, size_bytes: z.string() }),
  /** Where the object itself was replaced: what it was before, by its ETag. */
  replaced: z.object({ etag: z.string() }).optional(),
  /** The same-path sidecar, where the plan wanted one. */
  sidecar: z.object({ key: z.string(), state: z.enum(["written", "found", "taken", "shared"]) }).optional(),
  /** Of what the tenant stated, where the plan states anything. */
  metadata: z.object({ template_sha256: hash, fields_sha256: hash.optional() }).optional(),
  manifest_label: z.string(),
  signer_key_id: hash,
  parent_manifest: z.enum(["none", "kept", "updated"]),
  adopted: z.boolean(),
  validation: z.object({ state: z.literal("Trusted"), codes: z.array(z.string()) }),
  /** The bare word is how receipts said it before stamps could be asked for. */
  time_stamp: z.union([z.literal("none"), timeStampFacts]),
  usage: z.object({ unit: z.literal("vex"), quantity: z.number().int() }),
});
export type SignedBody = z.output<typeof signedBody>;

/**
 * The same manifest with the token that was owed, stored anew: it takes the place of the receipt of the debt. Its usage is
 * 0, because the asset was signed and metered once.
 */
export const stampedBody = signedBody.extend({ kind: z.literal("stamped"), supersedes: idOf("receipt") });
export type StampedBody = z.output<typeof stampedBody>;
/** What is known of an asset of a bucket. */
export type AssetBody = SignedBody | StampedBody;

/** An image that was uploaded, signed and given back; of its signed copy the manifest store alone was kept. */
export const uploadBody = z.object({
  v: z.literal(1),
  kind: z.literal("upload"),
  receipt: idOf("receipt"),
  tenant: idOf("tenant"),
  at: z.string(),
  proof: idOf("proof"),
  /** The proof that was first signed under the caller's key: then this one is not charged. */
  repeats: idOf("proof").nullable(),
  file: z.object({ name: z.string(), mime: z.string(), size_bytes: z.string() }),
  content_sha256: hash,
  intent_sha256: hash,
  mode: z.literal("embed"),
  signed: z.object({ sha256: hash, size_bytes: z.string() }),
  manifest_label: z.string(),
  manifest_sha256: hash,
  signer_key_id: hash,
  parent_manifest: z.enum(["none", "kept"]),
  validation: z.object({ state: z.literal("Trusted"), codes: z.array(z.string()) }),
  time_stamp: z.literal("none"),
  usage: z.object({ unit: z.literal("vex"), quantity: z.number().int() }),
});
export type UploadBody = z.output<typeof uploadBody>;

/**
 * What a receipt says, as canonical JSON (RFC 8785). Counts that may be wide are decimal strings. It says what was done
 * and observed, when by the service's clock, and nothing about the asset's truth.
 */
export const receiptBody = z.discriminatedUnion("kind", [signedBody, stampedBody, uploadBody]);
export type ReceiptBody = z.output<typeof receiptBody>;

/** What a receipt is for: no two receipts are for the same. */
export function subjectOf(body: ReceiptBody): string {
  switch (body.kind) {
    case "signed":
      return `${body.run}:${body.item}`;
    case "stamped":
      return stampOf(body.supersedes);
    case "upload":
      // A repeat is of the first one's proof, and a receipt of its own.
      return body.repeats === null || body.repeats !== body.proof ? body.proof : body.receipt;
  }
}

/** The subject of the receipt that says that the stamp which this one owed is there. */
export function stampOf(receipt: string): string {
  return `stamp:${receipt}`;
}

/** A receipt as screens and the API show it. */
export const receiptView = z.object({
  id: idOf("receipt"),
  seq: z.string().describe("Its place in the chain, from 1"),
  at: z.iso.datetime(),
  body: receiptBody,
  supersededBy: idOf("receipt")
    .nullable()
    .describe("The receipt that took its place, where a stamp that it owed was paid"),
  bodyText: z.string().describe("The canonical bytes, as text: what the hashes are over"),
  leaf: hash,
  chain: hash,
  previousChain: hash,
});
export type ReceiptView = z.output<typeof receiptView>;

export const receiptRow = z.object({
  id: idOf("receipt"),
  seq: z.string(),
  at: z.iso.datetime(),
  runId: idOf("run").nullable().describe("Null where no run signed it"),
  item: z.number().int().nullable(),
  key: z.string().describe("The object's key, or the name of the file that was uploaded"),
  mode: z.enum(writingModes),
  manifestLabel: z.string(),
  contentSha256: hash,
});
