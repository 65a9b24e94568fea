import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeLongMp4 } from "../support/long-mp4.ts";
import { pipelineRun } from "./support/pipeline-run.ts";

/**
 * One video of 2 GB through the whole pipeline in each mode: object to signed object, in bounded memory. Prints time and the peak
 * resident memory of all this project's processes together, beside what they need for a small file of the same kind.
 * `npm run bench -- large [bytes]`.
 */
async function main(sizeBytes: number): Promise<void> {
  for (const mode of ["remote", "embed"] as const)
    for (const size of [1_000_000, sizeBytes]) {
      const root = await mkdtemp(join(tmpdir(), "c2c-bench-"));
      try {
        await mkdir(join(root, "files"));
        await makeLongMp4(join(root, "files", "video.mp4"), size);
        const settings = { mode, sizeBytesMax: 5_000_000_000, timeoutMs: 60_000 };
        const bucket = { location: { kind: "fs", root: join(root, "files") }, secret: null } as const;
        const { wallMs, cpuMs, peakRssBytes } = await pipelineRun(bucket, 1, { settings });
        const { size: is } = await stat(join(root, "files", "video.mp4"));
        console.log(
          `${mode.padEnd(7)} ${(is / 1e6).toFixed(0).padStart(5)} MB  ${(wallMs / 1000).toFixed(1).padStart(6)} s  CPU ${(cpuMs / 1000).toFixed(1).padStart(6)} s  peak RSS of all processes ${(peakRssBytes / 1e6).toFixed(0)} MB`,
        );
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    }
}

await main(Number(process.argv[2] ?? 2_100_000_000));
