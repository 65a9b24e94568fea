import { mkdir, realpath } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Signer } from "../ports/signer.ts";
import { type CopyOutcome, signCopy } from "../proof/sign-copy.ts";
import { openSigner } from "../signer-identity/open-signer.ts";
import { type BatchFile, batchFiles, targetOf } from "./batch-files.ts";
import type { BatchSignFlags } from "./batch-sign.ts";
import { type BatchPrinter, batchPrinter } from "./batch-text.ts";
import type { Desk } from "./desk.ts";
import { identityOf } from "./identity-of.ts";
import { makeProgress } from "./progress.ts";
import { makeFolder } from "./write-texts.ts";

export async function batchSignWork(
  { withLocal, signal }: Desk,
  named: string[],
  flags: BatchSignFlags,
): Promise<CommandEnd> {
  const output = flags.output ?? null;
  const how = { sidecar: flags.sidecar ?? false, output };
  const files = await batchFiles(named, { ...flags, recursive: flags.recursive ?? false, output });
  if (files.length === 0)
    throw new Fault(
      "invalid",
      "There is nothing to sign in what you named. Folders below one are taken with --recursive.",
    );
  if (output !== null) await makeFolder(output);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const signer = await signerOf(ctx, flags.identity);
    const printer = batchPrinter(flags.format);
    const job = { files, how, mode: how.sidecar ? ("remote" as const) : ("embed" as const), signer, signal };
    await signAll(ctx, { ...job, parallel: flags.parallel ?? ctx.ports.media.parallel }, printer);
    return printer.end({ left: files.length - printer.printed, interrupted: signal.aborted }) ? "success" : "partial";
  });
}

interface Batch {
  files: readonly BatchFile[];
  how: { sidecar: boolean; output: string | null };
  mode: "embed" | "remote";
  signer: Signer;
  parallel: number;
  signal: AbortSignal;
}

/** Each worker takes the next file until none is left or somebody interrupts; what is in hand is always finished. */
async function signAll(ctx: TenantCtx, batch: Batch, printer: BatchPrinter): Promise<void> {
  const { files, signal, parallel } = batch;
  const progress = makeProgress("Signing");
  const targets = new Map<string, string>();
  let next = 0;
  const work = async () => {
    for (let file = files[next++]; file && !signal.aborted; file = files[next++]) {
      const targetPath = targetOf(file, batch.how);
      const first = targets.get(targetPath);
      targets.set(targetPath, first ?? file.path);
      const outcome: CopyOutcome =
        first === undefined
          ? await signOne(ctx, batch, file, targetPath)
          : { kind: "failed", why: "target_taken", detail: `${targetPath} is where ${first} goes too.` };
      // What is shown meanwhile must not stand in the middle of what is printed.
      progress.end();
      printer.line({ file: file.path, target: targetPath, outcome });
      progress.show({ done: printer.printed, total: files.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, files.length) }, work));
  } finally {
    progress.end();
  }
}

async function signOne(ctx: TenantCtx, batch: Batch, file: BatchFile, targetPath: string): Promise<CopyOutcome> {
  const { output } = batch.how;
  try {
    await mkdir(dirname(targetPath), { recursive: true });
    // A link in the output folder could lead anywhere.
    if (output !== null && !isWithin(await realpath(dirname(targetPath)), await realpath(resolve(output))))
      return { kind: "failed", why: "write_denied", detail: `${dirname(targetPath)} leads out of ${output}.` };
  } catch (cause) {
    return { kind: "failed", why: "write_denied", detail: cause instanceof Error ? cause.message : String(cause) };
  }
  return signCopy(ctx, { path: file.path, targetPath, mode: batch.mode, signer: batch.signer });
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function signerOf(ctx: TenantCtx, named: string | undefined): Promise<Signer> {
  return openSigner(ctx, await identityOf(ctx, named));
}
