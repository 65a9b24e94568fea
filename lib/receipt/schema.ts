import { z } from "zod";
import { idOf } from "../kernel/ids.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a receipt says, as canonical JSON (RFC 8785). Counts that may be wide are decimal strings. It says what was done
 * and observed, when by the service's clock, and nothing about the asset's truth.
 */
export const receiptBody = z.object({
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
  mode: z.enum(["remote", "embed"]),
  stored: z.object({ key: z.string(), sha256: hash, size_bytes: z.string() }),
  manifest_label: z.string(),
  signer_key_id: hash,
  parent_manifest: z.enum(["none", "kept"]),
  adopted: z.boolean(),
  validation: z.object({ state: z.literal("Trusted"), codes: z.array(z.string()) }),
  /** No time-stamp token was asked for: the manifest proves its time by the receipt alone. */
  time_stamp: z.literal("none"),
  usage: z.object({ unit: z.literal("vex"), quantity: z.number().int() }),
});
export type ReceiptBody = z.output<typeof receiptBody>;

/** A receipt as screens and the API show it. */
export const receiptView = z.object({
  id: idOf("receipt"),
  seq: z.string().describe("Its place in the chain, from 1"),
  at: z.iso.datetime(),
  body: receiptBody,
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
  runId: idOf("run"),
  item: z.number().int(),
  key: z.string(),
  mode: z.enum(["remote", "embed"]),
  manifestLabel: z.string(),
  contentSha256: hash,
});
