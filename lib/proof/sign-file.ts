import { Fault } from "../kernel/fault.ts";
import { judgeAsset, type Verdict } from "../media/judge-asset.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { Ctx } from "../ports/ctx.ts";
import type { Signer } from "../ports/signer.ts";
import { intentOf } from "../run/intent-of.ts";
import { refusal, type UploadError } from "./refuse.ts";

export interface SignedUpload {
  mime: string;
  sizeBytes: number;
  contentSha256: string;
  intentSha256: string;
  signedSha256: string;
  signedSizeBytes: number;
  manifestLabel: string;
  /** Where the manifest store that was read back from the signed copy lies, beside it. */
  storePath: string;
  storeSha256: string;
  signerKeyId: string;
  parentManifest: "none" | "kept";
  codes: string[];
}

/**
 * Signs the image at `path` into `outputPath`, which must not exist, and reads that back: exactly Trusted against the
 * signer's own anchor, or it was not signed. The same judgement as a run's decides what is signed at all. Throws Fault
 * with `details.errorCode`.
 */
export async function signFile(
  ctx: Ctx,
  job: {
    path: string;
    outputPath: string;
    name: string;
    title: string | null;
    signer: Signer;
    limits: { fileBytesMax: number; sidePxMax: number };
  },
): Promise<SignedUpload> {
  const { path, outputPath, signer, limits } = job;
  const { sizeBytes, sha256: contentSha256 } = await ctx.ports.scratch.facts(path);
  const { media } = ctx.ports;
  const nameMime = mimeByExtension(job.name);
  const inspection = await orRefuse("EXTRACTION_FAILED", () =>
    media.inspect({ path, sizeBytes, nameMime, thumbnail: false }),
  );
  if (!inspection.mime?.startsWith("image/"))
    throw refusal("INVALID_FILE_TYPE", "By its first bytes this is no image of a known type.");
  if (Math.max(inspection.widthPx ?? 0, inspection.heightPx ?? 0) > limits.sidePxMax)
    throw refusal("VALIDATION_FAILED", `An image may have ${limits.sidePxMax} × ${limits.sidePxMax} pixels at most.`);
  const mime = mimeOr(
    judgeAsset(
      // The name of an upload promises nothing: what it is, its bytes say.
      { key: job.name, sizeBytes, listedMime: "application/octet-stream", inspection },
      { mode: "embed", preserveEmbed: "parent", sizeBytesMax: limits.fileBytesMax, pixelsMax: limits.sidePxMax ** 2 },
    ),
  );
  const { intentSha256, definition } = intentOf({
    contentSha256,
    mime,
    ...(job.title === null ? {} : { title: job.title }),
    settings: { mode: "embed", preserveEmbed: "parent" },
    signerKeyId: signer.keyId,
  });
  await orRefuse("SIGNING_FAILED", () =>
    media.sign({ path, sizeBytes, mime, mode: "embed", definition, signer, outputPath }),
  );
  const output = await ctx.ports.scratch.facts(outputPath);
  const storePath = `${outputPath}.c2pa`;
  const back = await orRefuse("SIGNING_FAILED", () =>
    media.examine({
      path: outputPath,
      sizeBytes: output.sizeBytes,
      nameMime: mime,
      manifestPath: null,
      anchorsPem: signer.anchorPem,
      sidePxMax: limits.sidePxMax,
      storeOutputPath: storePath,
    }),
  );
  const codes = back.validation?.codes ?? [];
  const failures = codes.filter(({ kind }) => kind === "failure").map(({ code }) => code);
  const ours = back.validation?.activeManifest?.label === definition.label;
  if (back.validation?.state !== "Trusted" || !ours || back.storeSha256 === null)
    throw refusal(
      failures.some((code) => code.startsWith("signingCredential.")) ? "CERTIFICATE_INVALID" : "SIGNING_FAILED",
      `The signed copy did not read back as Trusted: ${failures.join(", ") || (back.validation?.state ?? "no manifest")}.`,
    );
  return {
    mime,
    sizeBytes,
    contentSha256,
    intentSha256,
    signedSha256: output.sha256,
    signedSizeBytes: output.sizeBytes,
    manifestLabel: definition.label,
    storePath,
    storeSha256: back.storeSha256,
    signerKeyId: signer.keyId,
    parentManifest: inspection.manifest.kind === "found" ? "kept" : "none",
    codes: [...new Set(codes.filter(({ kind }) => kind === "success").map(({ code }) => code))].sort(),
  };
}

function mimeOr(verdict: Verdict): string {
  if (verdict.kind === "proceed") return verdict.mime;
  const errorCode =
    verdict.kind === "skipped" && (verdict.why === "unsupported_format" || verdict.why === "type_mismatch")
      ? "INVALID_FILE_TYPE"
      : verdict.kind === "skipped" && verdict.why === "too_large"
        ? "FILE_TOO_LARGE"
        : "VALIDATION_FAILED";
  throw refusal(errorCode, verdict.detail);
}

/**
 * What these bytes cannot be made to do is told with its code; what may pass, such as a key service that is away, stays
 * retriable.
 */
async function orRefuse<T>(errorCode: UploadError, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code === "internal") throw thrown;
    if (thrown.code === "upstream")
      throw new Fault("upstream", thrown.message, {
        details: { ...thrown.details, errorCode },
        cause: thrown,
        ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
      });
    throw refusal(errorCode, thrown.message, thrown);
  }
}
