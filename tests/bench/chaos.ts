import { parseArgs } from "node:util";
import { runChaos } from "../support/chaos/run-chaos.ts";
import { findS3 } from "../support/s3.ts";

/**
 * Faults in the way of runs over a real S3-compatible server, and after each run its books:
 * `npm run bench -- chaos [faults] [--seed N] [--objects N] [--faults-per-run N]`. A run of seed N is repeated by its own seed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    objects: { type: "string", default: "2000" },
    "faults-per-run": { type: "string", default: "20" },
  },
});
const wanted = Number(positionals[0] ?? 200);
const perRun = Number(values["faults-per-run"]);
const objects = Number(values.objects);
const server = await findS3();
if ("missing" in server) {
  console.error(server.missing);
  process.exit(20);
}

let bad = 0;
let done = 0;
for (let seed = Number(values.seed); done < wanted; seed++) {
  const faults = Math.min(perRun, wanted - done);
  console.log(`seed ${seed}: ${objects} objects, ${faults} faults`);
  const again = `npm run bench -- chaos ${faults} --seed ${seed} --objects ${objects} --faults-per-run ${faults}`;
  try {
    const { wrong, seconds, adopted } = await runChaos(server, { seed, objects, faults, say: console.log });
    for (const sentence of wrong) console.log(`  WRONG: ${sentence}`);
    if (wrong.length > 0) bad++;
    const books = wrong.length === 0 ? "the books balance" : `the books do not balance; again with: ${again}`;
    console.log(`  ${seconds.toFixed(0)} s, ${adopted} manifests adopted; ${books}`);
  } catch (thrown) {
    bad++;
    console.log(`  FAILED: ${(thrown as Error).message}\n  again with: ${again}`);
  }
  done += faults;
}
console.log(`\n${done} faults in runs of ${objects} objects; runs whose books do not balance: ${bad}`);
// What the tests' servers run under lives as long as somebody uses it.
process.exit(bad > 0 ? 1 : 0);
