#!/usr/bin/env node
import { buildAll } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { ensureComponents, findChromium } from "./test/components.mjs";
import { closingLine, ensureRouteTypes, runCheck, runEndToEnd, runVitest, sum, tallyOf } from "./test/stages.mjs";

const say = (line) => console.log(`\n\x1b[1m${line}\x1b[0m`);
const isCi = !["", "0", "false", undefined].includes(process.env.CI);
const projects = ["unit", "architecture", "conformance", "integration", "isolation"];

await ensureInstalled();
const missing = ensureComponents(say);
const tallies = [];
const stage = async (title, work) => {
  say(title);
  tallies.push(await work());
};

await stage("Lint and format", () => runCheck("biome", ["check", "--error-on-warnings"]));
await stage("Build", tryBuild);
await ensureRouteTypes();
await stage("Types", () => runCheck("tsc", ["--noEmit", "-p", "."]));
await stage("Unit, architecture, conformance, integration, isolation", () => runVitest(projects));
await stage("End to end", async () => {
  const chromium = findChromium();
  return chromium ? runEndToEnd(chromium) : { passed: 0, failed: 0, skipped: ["end-to-end"] };
});

const total = sum(tallies);
for (const name of total.skipped) console.log(`skipped: ${name}`);
for (const { name, suites, otherwise } of missing) {
  console.log(`${isCi ? "FAILED" : "skipped"}: ${suites.join(", ")}, for want of ${name} (${otherwise})`);
  if (isCi) total.failed += 1;
}
console.log(`\n${closingLine(total)}`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function tryBuild() {
  try {
    await buildAll();
    return tallyOf(true);
  } catch (thrown) {
    console.error(thrown.message);
    return tallyOf(false);
  }
}
