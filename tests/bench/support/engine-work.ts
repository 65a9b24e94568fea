import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { mediaChildPath } from "../../../lib/adapters/media/media-child-path.ts";
import { makeMediaEngine, mediaParallel } from "../../../lib/adapters/media/media-engine.ts";
import { makeDevelopmentIdentity } from "../../../lib/adapters/signer/development-identity.ts";
import { openPemSigner } from "../../../lib/adapters/signer/pem-signer.ts";
import { sha256Hex } from "../../../lib/kernel/bytes.ts";
import type { MediaEngine } from "../../../lib/ports/media.ts";
import type { Signer } from "../../../lib/ports/signer.ts";
import { intentOf } from "../../../lib/run/intent-of.ts";
import { type Measured, measure, nothing } from "./measure.ts";

const settings = { mode: "remote", preserveEmbed: "parent" } as const;

/** Signed before the measuring begins, so that what is warm in a run of a million is warm here. */
const warmAssets = 100;

interface Desk {
  engine: MediaEngine;
  signer: Signer;
  folder: string;
  sign(path: string, n: number, mode?: "remote" | "embed", looking?: boolean): Promise<string>;
}

/** The engine alone over the files: its media processes sign (after a look of their own, where asked), this process makes the signatures. */
export function engineSign(paths: string[], mime: string, looking: boolean): Promise<Measured> {
  return withEngine(paths, mime, async ({ sign, engine }) => {
    const work = (path: string, n: number) => sign(path, n, "remote", looking);
    await overAll(paths.slice(0, warmAssets), engine, (path, n) => work(path, -1 - n));
    return measure(paths.length, () => overAll(paths, engine, work));
  });
}

/** The engine alone, validating manifest stores that were signed before. */
export function engineValidate(paths: string[], mime: string): Promise<Measured> {
  return withEngine(paths, mime, async ({ sign, engine, signer }) => {
    const stores = new Map<string, string>();
    await overAll(paths, engine, async (path, n) => void stores.set(path, await sign(path, n)));
    return measure(paths.length, () =>
      overAll(paths, engine, async (path) => {
        const manifestPath = stores.get(path) ?? null;
        const job = { path, sizeBytes: 0, mime, manifestPath, anchorsPem: signer.anchorPem };
        const { state } = await engine.validate(job);
        if (state !== "Trusted") throw new Error(`${path} read back ${state}`);
      }),
    );
  });
}

/** One file after another, signed and with its manifest in it, as `verify` looks at them: the milliseconds of each. */
export async function verifyTimes(paths: string[], mime: string): Promise<number[]> {
  const timesMs: number[] = [];
  await withEngine(paths, mime, async ({ engine, signer, sign }) => {
    for (const [n, path] of paths.entries()) {
      const signed = await sign(path, n, "embed");
      const startedMs = performance.now();
      const { validation } = await engine.examine({
        path: signed,
        sizeBytes: 0,
        nameMime: mime,
        manifestPath: null,
        anchorsPem: signer.anchorPem,
        sidePxMax: 10_000,
      });
      timesMs.push(performance.now() - startedMs);
      if (validation?.state !== "Trusted") throw new Error(`${path} was found ${validation?.state}`);
    }
    return nothing;
  });
  return timesMs.sort((a, b) => a - b);
}

async function withEngine(paths: string[], mime: string, work: (desk: Desk) => Promise<Measured>): Promise<Measured> {
  const { facts, privateKeyPem } = await makeDevelopmentIdentity({
    organization: "Bench",
    algorithm: "es256",
    now: new Date(),
  });
  const signer = openPemSigner(facts, privateKeyPem);
  const folder = await mkdtemp("/dev/shm/c2c-bench-");
  const engine = makeMediaEngine({
    childPath: mediaChildPath,
    parallel: mediaParallel(),
    memoryMbMax: 1024,
    deadlineMsBase: 60_000,
    deadlineMsPerMb: 250,
  });
  const hashes = new Map<string, string>();
  for (const path of paths) hashes.set(path, sha256Hex(await readFile(path)));
  try {
    return await work({
      engine,
      signer,
      folder,
      async sign(path, n, mode = "remote", looking = false) {
        const contentSha256 = hashes.get(path) ?? "";
        const { definition } = intentOf({ contentSha256, mime, settings, signerKeyId: signer.keyId });
        const outputPath = join(folder, String(n));
        const order = { mime, mode, definition, signer } as const;
        const file = { path, sizeBytes: 0, outputPath };
        if (looking) await engine.inspectAndSign({ ...file, nameMime: mime, decide: () => order });
        else await engine.sign({ ...file, ...order });
        return outputPath;
      },
    });
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Twice as many in hand as there are processes, so that none waits for this one. */
async function overAll(
  paths: string[],
  engine: MediaEngine,
  work: (path: string, n: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < paths.length; n = next++) await work(paths[n] as string, n);
  };
  await Promise.all(Array.from({ length: engine.parallel * 2 }, worker));
}
