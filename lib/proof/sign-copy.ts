import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { chmod, copyFile, link, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FailReason, SkipReason } from "../kernel/outcome.ts";
import { type AssetLimits, judgeAsset, type Verdict } from "../media/judge-asset.ts";
import { mimeByExtension } from "../media/mime-by-extension.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Inspection, ManifestDefinition, SignOrder } from "../ports/media.ts";
import type { Signer } from "../ports/signer.ts";
import { intentOf } from "../run/intent-of.ts";
import { outcomeOfFault } from "../run/outcome-of-fault.ts";
import { validateOwn } from "../signer-identity/validate-own.ts";

export interface CopyJob {
  path: string;
  /** Where the signed copy (`embed`) or the manifest store (`remote`) belongs. Its folder exists. */
  targetPath: string;
  mode: "embed" | "remote";
  signer: Signer;
}

interface CopyFacts {
  manifestLabel: string;
  targetSha256: string;
  parentManifest: "none" | "kept";
}

export type CopyOutcome =
  | ({ kind: "signed" } & CopyFacts)
  | ({ kind: "adopted" } & CopyFacts)
  | { kind: "skipped"; why: SkipReason; detail: string }
  | { kind: "failed"; why: FailReason | "target_taken"; detail: string };

const limits = { preserveEmbed: "parent", sizeBytesMax: 2_000_000_000, pixelsMax: 100_000_000 } as const;

/**
 * Signs one file of this machine into another. By the same judgement, definition and engine as a run, and like there
 * only what reads back exactly Trusted, with the manifest that was meant, is signed. A target that is there already is
 * adopted where it is that very manifest, and left alone otherwise; it appears whole or not at all. Never throws:
 * whatever happens is its outcome.
 */
export async function signCopy(ctx: TenantCtx, job: CopyJob): Promise<CopyOutcome> {
  const draft = join(dirname(job.targetPath), `.c2c-${randomUUID()}`);
  try {
    return await signInto(ctx, job, draft);
  } catch (thrown) {
    if (isSystemError(thrown)) return { kind: "failed", why: codes[thrown.code] ?? "internal", detail: thrown.message };
    const outcome = outcomeOfFault(thrown, "writing");
    if (outcome.kind === "failed") return { kind: "failed", why: outcome.why, detail: outcome.detail };
    throw thrown;
  } finally {
    await rm(draft, { force: true });
    // Where the engine is stopped in the middle, what it wrote beside its output stays.
    await rm(`${draft}.asset`, { force: true });
  }
}

async function signInto(ctx: TenantCtx, job: CopyJob, draft: string): Promise<CopyOutcome> {
  const { path, targetPath } = job;
  const { media, scratch } = ctx.ports;
  const { sha256: contentSha256, sizeBytes } = await scratch.facts(path);
  const nameMime = mimeByExtension(path);
  const assetLimits: AssetLimits = { ...limits, mode: job.mode };
  const judge = (inspection: Inspection | null) =>
    judgeAsset({ key: path, sizeBytes, listedMime: nameMime, inspection }, assetLimits);
  const early = judge(null);
  if (early.kind !== "proceed") return early;

  let verdict: Verdict = early;
  let order: SignOrder | null = null;
  const decide = (inspection: Inspection) => {
    verdict = judge(inspection);
    order = verdict.kind === "proceed" ? orderOf(job, contentSha256, verdict.mime) : null;
    return order;
  };
  const taken = (await stat(targetPath).catch(() => null)) !== null;
  const { inspection } = taken
    ? { inspection: await media.inspect({ path, sizeBytes, nameMime, thumbnail: false }) }
    : await media.inspectAndSign({ path, sizeBytes, nameMime, decide, outputPath: draft });
  if (taken) decide(inspection);
  const ordered = order as SignOrder | null;
  if (ordered === null) return verdictOf(verdict);

  const written = taken ? targetPath : draft;
  const back = await readBack(ctx, job, ordered, { path, sizeBytes, written });
  const parentManifest = inspection.manifest.kind === "found" ? "kept" : "none";
  if (taken)
    return back === null
      ? {
          kind: "adopted",
          manifestLabel: ordered.definition.label,
          parentManifest,
          targetSha256: (await scratch.facts(targetPath)).sha256,
        }
      : {
          kind: "failed",
          why: "target_taken",
          detail: `${targetPath} is there and is not what this would write. ${back}`,
        };
  if (back !== null) return { kind: "failed", why: "readback_invalid", detail: back };
  const { sha256: targetSha256 } = await scratch.facts(draft);
  // A copy is as open as its original; in a manifest store there is no picture to close.
  if (job.mode === "embed") await chmod(draft, (await stat(path)).mode & 0o777);
  if (!(await appear(draft, targetPath)))
    return { kind: "failed", why: "target_taken", detail: `${targetPath} appeared meanwhile, and was left alone.` };
  return { kind: "signed", manifestLabel: ordered.definition.label, parentManifest, targetSha256 };
}

function orderOf({ mode, signer }: CopyJob, contentSha256: string, mime: string): SignOrder {
  const settings = { mode, preserveEmbed: limits.preserveEmbed };
  const { definition } = intentOf({ contentSha256, mime, settings, signerKeyId: signer.keyId });
  return { mime, mode, definition, signer, contentSha256 };
}

function verdictOf(verdict: Verdict): CopyOutcome {
  if (verdict.kind === "proceed") return { kind: "failed", why: "internal", detail: "Nothing was ordered." };
  return verdict;
}

/** Null where it is exactly what was meant, else what it is instead. */
async function readBack(
  ctx: TenantCtx,
  { mode, signer }: CopyJob,
  { mime, definition }: { mime: string; definition: ManifestDefinition },
  { path, sizeBytes, written }: { path: string; sizeBytes: number; written: string },
): Promise<string | null> {
  const remote = mode === "remote";
  const { state, codes, activeManifest } = await validateOwn(ctx.ports.media, signer, {
    path: remote ? path : written,
    sizeBytes: remote ? sizeBytes : (await stat(written)).size,
    mime,
    manifestPath: remote ? written : null,
  });
  if (activeManifest !== null && activeManifest.label !== definition.label)
    return `Its active manifest is ${activeManifest.label}.`;
  if (state === "Trusted" && activeManifest !== null) return null;
  const failures = codes.filter(({ kind }) => kind === "failure").map(({ code }) => code);
  return `${state}: ${failures.join(", ") || "no failure code"}.`;
}

/** Under its name at once and whole, and never over another file. False where there is one by now. */
async function appear(draft: string, targetPath: string): Promise<boolean> {
  try {
    await link(draft, targetPath);
    return true;
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    if (thrown.code === "EEXIST") return false;
  }
  // Not every file system has links.
  try {
    await copyFile(draft, targetPath, constants.COPYFILE_EXCL);
    return true;
  } catch (thrown) {
    if (isSystemError(thrown) && thrown.code === "EEXIST") return false;
    throw thrown;
  }
}

const codes: Record<string, FailReason> = {
  ENOENT: "object_gone",
  EACCES: "read_denied",
  EPERM: "read_denied",
  ENOSPC: "write_denied",
  EROFS: "write_denied",
};

function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException & { code: string } {
  return thrown instanceof Error && typeof (thrown as NodeJS.ErrnoException).code === "string" && "syscall" in thrown;
}
