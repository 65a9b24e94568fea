// How well ledgers foresee what a census of the same bucket would cost, over many draws from unevenly distributed buckets; and
// how far the lines of real runs over real buckets are from what was counted.
// Run: npm run bench -- ledger [objects] [drawn] [draws]
import { simulateLedger } from "../support/simulate-ledger.ts";
import { shapeNames } from "../support/skewed-buckets.ts";
import { realLedgers } from "./support/real-ledgers.ts";

const [objects = 200_000, wanted = 2_000, draws = 500] = process.argv.slice(2).map(Number);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(9);

console.log(`${draws} samples of ${wanted} from ${objects} objects each; 95 % intervals.`);
const error = Math.sqrt((0.95 * 0.05) / draws);
console.log(`Chance alone moves a coverage of 95 % by ${percent(2 * error).trim()} (two standard errors).`);
for (const [at, shape] of shapeNames.entries()) {
  console.log(`\n${shape}`);
  console.log(`  ${"line".padEnd(26)}${"held".padStart(9)}${"±5 %".padStart(9)}${"interval".padStart(11)}`);
  for (const { line, coverage, near, halfWidth } of simulateLedger({ shape, objects, wanted, draws, seed: at + 1 }))
    console.log(`  ${line.padEnd(26)}${percent(coverage)}${percent(near)}  ±${percent(halfWidth)}`);
}

await realLedgers();
