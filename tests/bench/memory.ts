import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { residentBytes } from "./support/measure.ts";
import { makeFiles } from "./support/media-files.ts";
import { pipelineRun } from "./support/pipeline-run.ts";

/**
 * Whether memory grows with the number of assets: the resident memory of all this project's processes together, its mean
 * over 1,000 assets around the 5,000th and over the last 1,000. `npm run bench -- memory [assets]`; ends with 1 where it
 * grew by 5 % or more.
 */
const window = 1000;
const early = 5000;
const growthMax = 0.05;

async function main(assets: number): Promise<number> {
  const root = await mkdtemp(join(tmpdir(), "c2c-bench-"));
  const files = join(root, "files");
  await mkdir(files);
  await makeFiles(files, "jpeg", 1, assets);
  const looks: { settled: number; bytes: number }[] = [];
  let settled = 0;
  const timer = setInterval(() => looks.push({ settled, bytes: residentBytes() }), 250);
  try {
    const { wallMs } = await pipelineRun({ location: { kind: "fs", root: files }, secret: null }, assets, {
      looked: (now) => {
        settled = now;
      },
      budgetMs: 1000,
    });
    const around = (from: number, to: number) => {
      const some = looks.filter((look) => look.settled >= from && look.settled <= to).map(({ bytes }) => bytes);
      return some.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, some.length);
    };
    const [before, after] = [around(early - window / 2, early + window / 2), around(assets - window, assets)];
    const growth = after / before - 1;
    console.log(
      `${assets} assets in ${(wallMs / 1000).toFixed(0)} s, ${(assets / (wallMs / 1000)).toFixed(1)} assets/s`,
    );
    console.log(`resident memory of all processes at ${early}: ${(before / 1e6).toFixed(1)} MB`);
    console.log(`resident memory of all processes at ${assets}: ${(after / 1e6).toFixed(1)} MB`);
    console.log(`growth ${(growth * 100).toFixed(2)} %`);
    return growth < growthMax ? 0 : 1;
  } finally {
    clearInterval(timer);
    await rm(root, { recursive: true, force: true });
  }
}

process.exitCode = await main(Number(process.argv[2] ?? 50_000));
