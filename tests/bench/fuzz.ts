import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fuzz } from "../support/fuzz.ts";
import { madeSeeds, sharedSeeds } from "../support/fuzz-seeds.ts";
import { openSigningBench } from "../support/signing.ts";

/**
 * Mutants of files of every format, with and without manifests, through the real engine: `npm run bench -- fuzz [count] [seed]`.
 * Ends with an error where one of them has no code for its outcome, where this process was harmed, or where a media
 * process outlived the engine.
 */
const count = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 1);
/** As in production: a shorter one would tell of a busy machine. */
const deadlineMsBase = 12_000;

// Until the last line has said otherwise.
process.exitCode = 1;
const harm: unknown[] = [];
for (const kind of ["unhandledRejection", "uncaughtException"] as const)
  process.on(kind, (thrown) => {
    console.error(`${kind}:`, thrown);
    harm.push(thrown);
  });

const folder = await mkdtemp(join(tmpdir(), "c2c-fuzz-"));
const bench = await openSigningBench({ deadlineMsBase, memoryMbMax: 700 });
const pids = new Set<number>();
try {
  const seeds = [...(await madeSeeds(bench)), ...sharedSeeds()];
  const startedMs = performance.now();
  const findings = await fuzz({
    engine: bench.engine,
    signer: bench.signer,
    folder,
    seeds,
    seed,
    count,
    progress(done) {
      for (const pid of bench.engine.pids()) pids.add(pid);
      if (done % 2000 === 0)
        console.log(`${done} of ${count}, ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
    },
  });
  const seconds = (performance.now() - startedMs) / 1000;
  await bench.engine.close();
  const left = [...pids].filter(isRunning);
  print(findings.outcomes);
  console.log(
    `${count} mutants (seed ${seed}) of ${seeds.length} files in ${seconds.toFixed(0)} s; ${pids.size} media processes.`,
  );
  for (const one of findings.uncoded) console.error("No code:", one);
  if (left.length > 0) console.error("Media processes that are still there:", left);
  if (findings.uncoded.length + harm.length + left.length === 0) process.exitCode = 0;
} finally {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function print(outcomes: Map<string, Map<string, number>>): void {
  const total = new Map<string, number>();
  for (const row of outcomes.values())
    for (const [code, times] of row) total.set(code.slice(0, 24), (total.get(code.slice(0, 24)) ?? 0) + times);
  const codes = [...total.keys()].sort((one, other) => (total.get(other) ?? 0) - (total.get(one) ?? 0));
  const table = [...outcomes].map(([name, row]) => [
    name,
    Object.fromEntries(codes.map((code) => [code, row.get(code) ?? 0])),
  ]);
  console.table(Object.fromEntries([...table.sort(), ["all", Object.fromEntries(total)]]));
}
