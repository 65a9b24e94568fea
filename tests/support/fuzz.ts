import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { defaultLimits, judgeAsset } from "../../lib/media/judge-asset.ts";
import type { MediaEngine } from "../../lib/ports/media.ts";
import type { Signer } from "../../lib/ports/signer.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import { outcomeOfFault } from "../../lib/run/outcome-of-fault.ts";
import { type Mutant, mutantOf, type Seed } from "./mutate.ts";

export interface FuzzFindings {
  /** By the seed's name, then by the outcome's code. */
  outcomes: Map<string, Map<string, number>>;
  /** What no code was for, with the number that makes the mutant again. */
  uncoded: { number: number; name: string; how: string[]; what: string }[];
}

interface Fuzzing {
  engine: MediaEngine;
  signer: Signer;
  folder: string;
  seeds: readonly Seed[];
  seed: number;
  count: number;
  progress?: (done: number) => void;
}

/** Puts mutants through the engine as samples and runs do: looked at, judged, and signed, read back and validated where they go on. */
export async function fuzz({ count, progress, ...fuzzing }: Fuzzing): Promise<FuzzFindings> {
  const findings: FuzzFindings = { outcomes: new Map(), uncoded: [] };
  let next = 0;
  async function lane(): Promise<void> {
    for (let number = next++; number < count; number = next++) {
      const mutant = mutantOf(fuzzing.seeds, fuzzing.seed, number);
      const code = await outcomeOf(fuzzing, mutant, number);
      const row = findings.outcomes.get(mutant.name) ?? new Map<string, number>();
      findings.outcomes.set(mutant.name, row.set(code, (row.get(code) ?? 0) + 1));
      if (code.startsWith("internal") || code.startsWith("uncoded"))
        findings.uncoded.push({ number, name: mutant.name, how: mutant.how, what: code });
      progress?.(number + 1);
    }
  }
  await Promise.all(Array.from({ length: fuzzing.engine.parallel }, lane));
  return findings;
}

async function outcomeOf(fuzzing: Omit<Fuzzing, "count">, mutant: Mutant, number: number): Promise<string> {
  const folder = join(fuzzing.folder, String(number));
  await mkdir(folder);
  try {
    return await workOn(fuzzing, mutant, number, folder);
  } catch (thrown) {
    const outcome = outcomeOfFault(thrown, "writing");
    const why = outcome.kind === "signed" ? "signed" : outcome.why;
    return why === "internal" ? `internal: ${thrown instanceof Error ? thrown.stack : String(thrown)}` : why;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function workOn(
  { engine, signer }: Omit<Fuzzing, "count">,
  { bytes }: Mutant,
  number: number,
  folder: string,
): Promise<string> {
  const path = join(folder, "asset");
  const outputPath = join(folder, "output");
  await writeFile(path, bytes);
  const mode = number % 2 === 0 ? "remote" : "embed";
  const limits = { ...defaultLimits, mode } as const;
  const facts = { key: "a", sizeBytes: bytes.length, listedMime: "application/octet-stream" };
  const early = judgeAsset({ ...facts, inspection: null }, limits);
  if (early.kind !== "proceed") return early.why;
  const job = { path, sizeBytes: bytes.length, nameMime: null };
  // A sample looks too, and makes a picture of it.
  if (number % 4 === 0) await engine.inspect({ ...job, thumbnail: true });
  const contentSha256 = sha256Hex(bytes);
  const { inspection, signed } = await engine.inspectAndSign({
    ...job,
    outputPath,
    decide(seen) {
      const verdict = judgeAsset({ ...facts, inspection: seen }, limits);
      if (verdict.kind !== "proceed") return null;
      const settings = { mode, preserveEmbed: "parent" } as const;
      const { definition } = intentOf({ contentSha256, mime: verdict.mime, settings, signerKeyId: signer.keyId });
      return { mime: verdict.mime, mode, definition, signer };
    },
  });
  const verdict = judgeAsset({ ...facts, inspection }, limits);
  if (verdict.kind !== "proceed") return verdict.why;
  if (signed === null) return "uncoded: it was to be signed, and was not";
  if (!bytes.equals(await readFile(path))) return "uncoded: the asset was written to";
  const copy = mode === "remote" ? path : outputPath;
  const validation = await engine.validate({
    path: copy,
    sizeBytes: bytes.length,
    mime: verdict.mime,
    manifestPath: mode === "remote" ? outputPath : null,
    anchorsPem: signer.anchorPem,
  });
  return validation.state === "Trusted" ? "signed" : "readback_invalid";
}
