#!/usr/bin/env node
import { generateClient } from "./generate-client.mjs";
import { ensureInstalled } from "./install.mjs";
import { closingLine, ensureRouteTypes, runCheck, runVitest, sum } from "./test/stages.mjs";

// Everything that takes seconds and no database. `--write` lets Biome mend what it can.
await ensureInstalled();
generateClient();
await ensureRouteTypes();
const total = sum([
  await runCheck("biome", ["check", "--error-on-warnings", ...(process.argv.includes("--write") ? ["--write"] : [])]),
  await runCheck("tsc", ["--noEmit", "-p", "."]),
  await runVitest(["unit", "architecture"]),
]);
console.log(`\n${closingLine(total)}`);
process.exit(total.failed > 0 ? 1 : 0);
