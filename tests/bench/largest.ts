import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formats } from "../../lib/media/formats.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import { makeLarge } from "../support/make-large.ts";
import { openSigningBench } from "../support/signing.ts";

/**
 * The largest file of every format that is signed and read back, and the memory of the media process meanwhile:
 * `npm run bench -- largest [bytes] [mime …]`. From file to file, under the ceiling that production has.
 */
const wanted = Number(process.argv[2] ?? 100_000_000);
const only = process.argv.slice(3);
const bench = await openSigningBench({ parallel: 1, memoryMbMax: 1024, deadlineMsBase: 12_000, deadlineMsPerMb: 250 });
const folder = await mkdtemp(join(tmpdir(), "c2c-largest-"));
let peakBytes = 0;
const watch = setInterval(() => {
  for (const pid of bench.engine.pids())
    void residentBytes(pid).then((bytes) => (peakBytes = Math.max(peakBytes, bytes)));
}, 20);

for (const { mime, name, embed, remote } of formats) {
  if (only.length > 0 && !only.includes(mime)) continue;
  const path = join(folder, "asset");
  await makeLarge(mime, path, wanted);
  const { size } = await stat(path);
  for (const [mode, able] of [
    ["embed", embed],
    ["remote", remote],
  ] as const) {
    if (able !== true) continue;
    peakBytes = 0;
    const startedMs = performance.now();
    const said = await signAndRead(path, size, mime, mode).catch((thrown: unknown) => String(thrown));
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(
      `${name}, ${mode}: ${Math.round(size / 1e6)} MB, ${said}, ${seconds} s, ${Math.round(peakBytes / 1e6)} MB of memory`,
    );
  }
  await rm(path);
}
clearInterval(watch);
await bench.close();
await rm(folder, { recursive: true });

async function signAndRead(path: string, sizeBytes: number, mime: string, mode: "embed" | "remote"): Promise<string> {
  const seen = await bench.engine.inspect({ path, sizeBytes, nameMime: null, thumbnail: false });
  if (seen.mime !== mime || seen.structure !== "whole") return `seen as ${seen.mime}, ${seen.structure}`;
  const contentSha256 = await sha256Of(path);
  const settings = { mode, preserveEmbed: "parent" as const };
  const { definition } = intentOf({ contentSha256, mime, settings, signerKeyId: bench.signer.keyId });
  const outputPath = `${path}.out`;
  try {
    await bench.engine.sign({ path, sizeBytes, mime, mode, definition, signer: bench.signer, outputPath });
    const job = { sizeBytes, mime, anchorsPem: bench.signer.anchorPem };
    const { state } = await bench.engine.validate(
      mode === "remote" ? { ...job, path, manifestPath: outputPath } : { ...job, path: outputPath, manifestPath: null },
    );
    return state;
  } finally {
    await rm(outputPath, { force: true });
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part);
  return hash.digest("hex");
}

async function residentBytes(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1]) * 4096;
  } catch {
    return 0;
  }
}
