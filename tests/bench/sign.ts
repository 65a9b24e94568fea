import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { bare } from "./support/bare.ts";
import { engineSign, engineValidate, verifyTimes } from "./support/engine-work.ts";
import type { Measured } from "./support/measure.ts";
import { makeFiles } from "./support/media-files.ts";
import { pipelineRun } from "./support/pipeline-run.ts";
import { s3Calls, s3Filled } from "./support/s3-work.ts";

/**
 * Speed as a ratio to the raw work in the same run: what the SDK alone does in as many bare processes as there are cores,
 * over the same files and with the same kind of signer. `npm run bench -- sign [size …]`; BENCH_SCALE multiplies the
 * number of files: `count` for the rows of one step, `run` for whole runs, which need some to begin with. The ratio by CPU leaves out what the database and the S3 server spent, which stand apart; the one by
 * wall time has them on the same cores.
 */
const sizes = [
  { name: "100k", kind: "jpeg", sizeBytes: 100_000, count: 800, run: 2400 },
  { name: "400k", kind: "jpeg", sizeBytes: 400_000, count: 800, run: 2000 },
  { name: "2m", kind: "jpeg", sizeBytes: 2_000_000, count: 300, run: 800 },
  { name: "10m", kind: "jpeg", sizeBytes: 10_000_000, count: 60, run: 240 },
  { name: "png5m", kind: "png", sizeBytes: 5_000_000, count: 100, run: 360 },
] as const;
/** Before a run is measured: processes are started and code is compiled, as in a run of a million. */
const warmMs = 3000;
const scale = Number(process.env.BENCH_SCALE ?? 1);
const cores = availableParallelism();

async function main(wanted: string[]): Promise<void> {
  for (const size of sizes) if (wanted.length === 0 || wanted.includes(size.name)) await benchSize(size);
}

async function benchSize({ name, kind, sizeBytes, count, run }: (typeof sizes)[number]): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "c2c-bench-"));
  try {
    const files = join(root, "files");
    await mkdir(files);
    const all = await makeFiles(files, kind, sizeBytes, Math.round(run * scale));
    const paths = all.slice(0, Math.round(count * scale));
    const { size } = await stat(paths[0] as string);
    const mime = `image/${kind}`;
    console.log(
      `\n${name}: files of ${size} bytes, ${paths.length} for a step, ${all.length} for a run, ${cores} cores`,
    );
    console.log("                               assets/s     MB/s  CPU ms  servers' ms  peak RSS  ratio: wall   CPU");
    const show = (what: string, measured: Measured, baseline?: Measured) => row(what, measured, size, baseline);
    show("bare SHA-256, one process", await bare("sha256", paths, mime, 1));
    show("bare sign, one process", await bare("sign", paths, mime, 1));
    const sign = await bare("sign", paths, mime, cores);
    show("bare sign", sign);
    show("engine: sign", await engineSign(paths, mime, false), sign);
    show("engine: inspect and sign", await engineSign(paths, mime, true), sign);
    const validate = await bare("validate", paths, mime, cores);
    show("bare read and validate", validate);
    show("engine: validate", await engineValidate(paths, mime), validate);
    const times = await verifyTimes(paths.slice(0, 40), mime);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
    console.log(`verify, one after another      median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`);
    const both = await bare("both", paths, mime, cores);
    show("bare sign, read and validate", both);
    const folder = { location: { kind: "fs", root: files }, secret: null } as const;
    show("whole pipeline, folder", await pipelineRun(folder, all.length, { warmMs }), both);
    const s3 = await s3Filled(all);
    if ("missing" in s3) return console.log(s3.missing);
    try {
      const calls = await s3Calls(s3, paths);
      show("bare GET, PUT, GET, HEAD on S3", calls);
      const raw = sum(each(both), each(calls));
      show("whole pipeline, S3", await pipelineRun(s3, all.length, { warmMs }), raw);
    } finally {
      await s3.remove();
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Of one asset. */
function each({ peakRssBytes, peakProcessBytes, assets, ...of }: Measured): Measured {
  const { wallMs, cpuMs, mainCpuMs, serverCpuMs } = of;
  return {
    assets: 1,
    wallMs: wallMs / assets,
    cpuMs: cpuMs / assets,
    mainCpuMs: mainCpuMs / assets,
    serverCpuMs: serverCpuMs / assets,
    peakRssBytes,
    peakProcessBytes,
  };
}

/** One after the other. */
function sum(a: Measured, b: Measured): Measured {
  return {
    assets: a.assets,
    wallMs: a.wallMs + b.wallMs,
    cpuMs: a.cpuMs + b.cpuMs,
    mainCpuMs: a.mainCpuMs + b.mainCpuMs,
    serverCpuMs: a.serverCpuMs + b.serverCpuMs,
    peakRssBytes: Math.max(a.peakRssBytes, b.peakRssBytes),
    peakProcessBytes: Math.max(a.peakProcessBytes, b.peakProcessBytes),
  };
}

function row(what: string, measured: Measured, sizeBytes: number, baseline?: Measured): void {
  const { assets, wallMs, cpuMs, serverCpuMs, peakRssBytes } = measured;
  const perSecond = assets / (wallMs / 1000);
  const cells = [
    perSecond.toFixed(1).padStart(10),
    ((perSecond * sizeBytes) / 1e6).toFixed(1).padStart(9),
    (cpuMs / assets).toFixed(2).padStart(8),
    (serverCpuMs / assets).toFixed(2).padStart(11),
    `${(peakRssBytes / 1e6).toFixed(0)} MB`.padStart(10),
  ];
  if (baseline) {
    const [one, raw] = [each(measured), each(baseline)];
    cells.push((raw.wallMs / one.wallMs).toFixed(3).padStart(13), (raw.cpuMs / one.cpuMs).toFixed(3).padStart(7));
  }
  console.log(`${what.padEnd(30)}${cells.join("")}`);
}

await main(process.argv.slice(2));
