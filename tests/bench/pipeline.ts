import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { makeDevelopmentIdentity } from "../../lib/adapters/signer/development-identity.ts";
import { randomOf, sceneSvg } from "../../lib/demo/scene.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { nextSlice } from "../../lib/run/next-slice.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { testDatabase } from "../support/database.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

/**
 * Assets per second through the whole pipeline (read, inspect, sign, put if absent, read back, validate, settle with
 * receipt and usage), beside a bare loop of the SDK (sign, read and validate) over the same files in the same run, on
 * all cores both times; and the ratio.
 */
const assets = Number(process.env.BENCH_ASSETS ?? 400);
const sizeBytes = Number(process.env.BENCH_SIZE ?? 400_000);
const cores = availableParallelism();

async function main(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "c2c-bench-"));
  try {
    const paths = await makeFiles(root);
    const bare = await bareLoop(paths);
    const whole = await wholePipeline(root);
    console.log(`${assets} JPEGs of ${Math.round(sizeBytes / 1000)} kB, ${cores} cores, filesystem store`);
    console.log(`bare SDK loop    ${bare.toFixed(1)} assets/s   (sign, read and validate; ${cores} processes)`);
    console.log(`whole pipeline   ${whole.toFixed(1)} assets/s`);
    console.log(`ratio            ${(whole / bare).toFixed(3)}`);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Different pictures of about the wanted size: noise is added in comment segments, which no encoder squeezes. */
async function makeFiles(root: string): Promise<string[]> {
  const random = randomOf(1);
  const paths: string[] = [];
  for (let i = 0; i < assets; i++) {
    const picture = await sharp(Buffer.from(sceneSvg(i + 1, 1200, 800)))
      .jpeg({ quality: 90 })
      .toBuffer();
    const path = join(root, `${String(i).padStart(5, "0")}.jpg`);
    await writeFile(path, withComments(picture, sizeBytes - picture.byteLength, random));
    paths.push(path);
  }
  return paths;
}

function withComments(jpeg: Buffer, extraBytes: number, random: () => number): Buffer {
  const segments: Buffer[] = [];
  for (let left = extraBytes; left > 4; ) {
    const length = Math.min(left - 2, 65_535);
    const segment = Buffer.alloc(length + 2);
    segment.writeUInt16BE(0xfffe, 0);
    segment.writeUInt16BE(length, 2);
    for (let at = 4; at < segment.length; at++) segment[at] = Math.floor(random() * 256);
    segments.push(segment);
    left -= length + 2;
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

async function bareLoop(paths: string[]): Promise<number> {
  const { facts, privateKeyPem } = await makeDevelopmentIdentity({
    organization: "Bench",
    algorithm: "es256",
    now: new Date(),
  });
  for (const path of paths) await readFile(path); // both sides find the files in the page cache
  const shares = Array.from({ length: cores }, (_, core) => paths.filter((_, i) => i % cores === core));
  const walls = await Promise.all(
    shares.map(async (share) => {
      const child = fork(fileURLToPath(new URL("./bare-loop.mjs", import.meta.url)), {
        stdio: "inherit",
        execArgv: [],
      });
      child.send({ paths: share, chainPem: facts.chainPem, anchorPem: facts.anchorPem, privateKeyPem });
      const [{ wallMs }] = (await once(child, "message")) as [{ wallMs: number }];
      return wallMs;
    }),
  );
  return paths.length / (Math.max(...walls) / 1000);
}

async function wholePipeline(root: string): Promise<number> {
  const db = await testDatabase();
  const wiring = testWiring(db, { connections: 10 });
  try {
    const tenant = await makeTenant(wiring);
    const { planId, approvalId } = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
    const { runId } = await startRun(tenant.owner, { planId, approvalId });
    await fillRun(tenant.system, { runId });
    const cpu = process.cpuUsage();
    const startedMs = performance.now();
    for (;;) {
      const { slice } = await nextSlice(tenant.system, { runId });
      if (slice === null) break;
      await pump(tenant.system, { runId, slice, budgetMs: 60_000 });
    }
    const seconds = (performance.now() - startedMs) / 1000;
    const run = await getRun(tenant.owner, { runId });
    if (run.signed !== String(assets))
      throw new Error(`only ${run.signed} of ${assets} were signed; ${run.failed} failed`);
    const { user, system } = process.cpuUsage(cpu);
    console.log(
      `each asset: ${(run.wire.mediaMs / assets).toFixed(1)} ms of a media process (inspect, sign, validate), ` +
        `${((user + system) / 1000 / assets).toFixed(1)} ms of CPU in the process of the pump`,
    );
    return assets / seconds;
  } finally {
    await wiring.close();
    await db.close();
  }
}

await main();
