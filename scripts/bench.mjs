#!/usr/bin/env node
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildPrograms } from "./build.mjs";
import { ensureInstalled, root } from "./install.mjs";
import { runTool } from "./test/run-tool.mjs";

// `npm run bench [name] [arguments]`: one benchmark of tests/bench, over the production build of what it measures.
const [name = "sign", ...args] = process.argv.slice(2);
const file = join(root, "tests", "bench", `${name}.ts`);
if (!existsSync(file)) {
  const names = readdirSync(join(root, "tests", "bench")).filter((one) => one.endsWith(".ts"));
  console.error(`There is no benchmark "${name}". There are: ${names.map((one) => one.slice(0, -3)).join(", ")}.`);
  process.exit(20);
}
await ensureInstalled();
await buildPrograms(console.log);
process.exit(await runTool("tsx", [file, ...args], { NODE_ENV: "production" }));
