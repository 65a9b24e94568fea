import { join } from "node:path";
import { z } from "zod";
import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { patienceMs } from "../kernel/patience.ts";
import { isTooLong } from "../kernel/too-long.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { findReceipt, findSuperseding } from "../receipt/rows.ts";
import type { ReceiptBody } from "../receipt/schema.ts";
import { parseBody } from "../receipt/show-receipt.ts";
import { findByKeyId } from "../signer-identity/rows.ts";
import { stampAnchors } from "../stamper/stamp-anchors.ts";
import { anchorsFor } from "../trust/anchors-for.ts";
import { type Found, type Revalidated, revalidationSentences } from "./revalidation-sentences.ts";
import { revalidationView } from "./schema.ts";
import { stateOf } from "./state-of.ts";
import { withStampAnchors } from "./with-stamp-anchors.ts";

/** For one answer of the store, beside what its bytes take. */
const timeoutMs = 120_000;
/** By how much what changed may have grown and still be looked at: more is told as changed, and not fetched. */
const grownBytesMax = 20_000_000;

/**
 * A receipt's asset once more, long after: what lies in the bucket now, against the anchor that its signing identity had (kept for
 * ever, whether it was retired or is over) and, apart from that, against what the workspace trusts today; its stamp against every
 * authority that the workspace ever named. Changes nothing. What is gone or changed is a finding. Throws Fault as the bucket's store does.
 */
export const revalidateReceipt = verb({
  name: "proof.revalidate",
  summary: "Fetches what a receipt names from the bucket again, and validates it",
  scope: "receipt.read",
  input: z.object({ receiptId: idOf("receipt") }),
  output: revalidationView,
  async run(ctx, { receiptId }) {
    const [receipt, supersededBy] = await ctx.read(async (tx) => [
      await findReceipt(tx, ctx.tenantId, receiptId),
      await findSuperseding(tx, ctx.tenantId, receiptId),
    ]);
    if (!receipt) throw new Fault("not_found", "There is no such receipt in this workspace.");
    const body = parseBody(receipt);
    if (body.kind === "upload")
      throw new Fault(
        "precondition",
        "The image was given back and not kept, so there is nothing here to validate. Inspect the signed image itself.",
      );
    const seen = await revalidate(ctx, body);
    const now = ctx.now();
    const { certificateEnds: _, ...findings } = seen;
    return { receiptId, at: now.toISOString(), ...findings, sentences: revalidationSentences(seen, now, supersededBy) };
  },
});

type Body = Exclude<ReceiptBody, { kind: "upload" }>;
interface Fetched {
  path: string;
  found: Found;
  /** False where nothing, or not all of it, lies at `path`. */
  whole: boolean;
}

async function revalidate(ctx: TenantCtx, body: Body): Promise<Revalidated> {
  const identity = await ctx.read((tx) => findByKeyId(tx, ctx.tenantId, body.signer_key_id));
  if (!identity) throw new Fault("corrupt", "The receipt names a signing key that this workspace has no identity for.");
  const trust = await anchorsFor(ctx);
  const beside = body.mode === "remote";
  const { media, scratch } = ctx.ports;
  return scratch.within(async (folder) => {
    const { bucket } = body.object;
    const stored = await fetchTo(ctx, join(folder, "stored"), { ...body.stored, bucket: body.stored.bucket ?? bucket });
    const asset = beside
      ? await fetchTo(ctx, join(folder, "asset"), { ...body.object, sha256: body.content_sha256 })
      : null;
    const certificateEnds = identity.notAfter;
    const facts = { asset: asset?.found ?? "not_needed", stored: stored.found, certificateEnds } as const;
    if (stored.found === "gone" || asset?.found === "gone") return { ...facts, own: null, trusted: null };
    if (!stored.whole || asset?.whole === false) return { ...facts, own: null, trusted: null };
    const { path } = asset ?? stored;
    const { sizeBytes } = await scratch.facts(path);
    const nameMime = mimeByExtension(body.object.key);
    const { mime } = await media.inspect({ path, sizeBytes, nameMime, thumbnail: false });
    const stamps = await stampAnchors(ctx);
    const against = async (anchors: string[]) => {
      const manifestPath = beside ? stored.path : null;
      const what = { path, sizeBytes, mime: mime ?? nameMime ?? "application/octet-stream", manifestPath };
      const look = (anchorsPem: string) => media.validate({ ...what, anchorsPem });
      const validation = await withStampAnchors(anchors, stamps, look, (seen) => seen);
      return { state: stateOf(validation), codes: validation.codes.slice(0, 500), anchors: anchors.length };
    };
    const own = await against([identity.anchorPem]);
    return { ...facts, own, trusted: await against(trust.map(({ pem }) => pem)) };
  }, Number(body.object.size_bytes) + grownBytesMax);
}

async function fetchTo(
  ctx: TenantCtx,
  path: string,
  { bucket, key, sha256, size_bytes }: { bucket: Id<"bucket">; key: string; sha256: string; size_bytes: string },
): Promise<Fetched> {
  const store = await openBucketStore(ctx, bucket);
  try {
    const signal = AbortSignal.timeout(patienceMs(timeoutMs, Number(size_bytes)));
    const got = await store.download(key, path, { bytesMax: Number(size_bytes) + grownBytesMax, signal });
    if (got.kind !== "found") return { path, found: "gone", whole: false };
    return { path, found: got.sha256 === sha256 ? "same" : "changed", whole: true };
  } catch (thrown) {
    if (!isTooLong(thrown)) throw thrown;
    return { path, found: "changed", whole: false };
  } finally {
    await store.close();
  }
}
