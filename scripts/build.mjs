#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashFiles, isFresh, markFresh } from "./fresh.mjs";
import { generateClient } from "./generate-client.mjs";
import { ensureInstalled, root } from "./install.mjs";
import { withLock } from "./lock.mjs";

/** What runs apart from Next: each entry becomes `dist/<name>.mjs`. */
const entries = {
  worker: "lib/worker/main.ts",
  "media-child": "lib/adapters/media/child.ts",
};
/** In parts that it loads when it needs them: help must not wait for what only a run takes. */
const commandLine = { c2c: "lib/cli/main.ts" };
const shared = ["lib", "inngest", "prisma/schema", "package-lock.json", "tsconfig.json"];
const programInputs = [...shared, "scripts/build.mjs"];
const webInputs = [
  ...shared,
  "app",
  "components",
  "public",
  "next.config.js",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
];
// Two, because a command line has nothing to wait for while the console is built.
const programsLock = join(root, ".data", "build.lock");
const webLock = join(root, ".data", "build-console.lock");

/**
 * Builds what is out of date by a hash of its inputs: Prisma's client, the programs in dist, the console in .next.
 * @param {(line: string) => void} [say]
 */
export async function buildAll(say = console.log) {
  await buildPrograms(say);
  await withLock(webLock, () => buildWeb(say), waiting(say));
}

/**
 * Builds the programs alone, which is all that the command line and the worker need.
 * @param {(line: string) => void} [say]
 */
export async function buildPrograms(say = () => {}) {
  const buildThem = async () => {
    if (generateClient()) say("Generated the database client.");
    const inputs = hashFiles(programInputs);
    const stamp = join(root, "dist", ".inputs");
    const outputs = Object.keys({ ...entries, ...commandLine }).map((name) => join(root, "dist", `${name}.mjs`));
    if (isFresh(stamp, inputs) && outputs.every((path) => existsSync(path))) return;
    rmSync(stamp, { force: true });
    const { build, stop } = await import("esbuild");
    const options = {
      absWorkingDir: root,
      outdir: "dist",
      outExtension: { ".js": ".mjs" },
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: true,
      logLevel: "error",
    };
    await build({ ...options, entryPoints: entries });
    await build({ ...options, entryPoints: commandLine, splitting: true, chunkNames: "c2c-[hash]" });
    forgetOldParts(join(root, "dist"));
    // esbuild's own service would stay for as long as the supervisor does.
    await stop();
    markFresh(stamp, inputs);
    say("Built the worker and the command line.");
  };
  await withLock(programsLock, buildThem, waiting(say));
}

/** A silent wait looks like a hang. */
function waiting(say) {
  return { onWait: () => say("Another process builds this installation just now: waiting for it …") };
}

/** Parts of earlier builds, kept for a day: a command that runs for hours may still want to load one. */
function forgetOldParts(folder) {
  const dayAgoMs = Date.now() - 86_400_000;
  for (const name of readdirSync(folder).filter((name) => name.startsWith("c2c-")))
    if (statSync(join(folder, name)).mtimeMs < dayAgoMs) rmSync(join(folder, name), { force: true });
}

async function buildWeb(say) {
  const publicSettings = Object.entries(process.env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  const inputs = hashFiles(webInputs, JSON.stringify(publicSettings.sort()));
  const stamp = join(root, ".next", ".inputs");
  if (isFresh(stamp, inputs) && existsSync(join(root, ".next", "BUILD_ID"))) return;
  say("Building the console (about half a minute) …");
  rmSync(stamp, { force: true });
  await runNext(["build"]);
  markFresh(stamp, inputs);
}

/** Shows Next's own output only where it fails: it is long, and says nothing that a user can act on. */
function runNext(args) {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [next, ...args], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        said += chunk;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`next ${args.join(" ")} failed.\n${said}`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled();
    await (process.argv.includes("--programs") ? buildPrograms(console.log) : buildAll());
    console.log("Everything is built.");
  } catch (thrown) {
    console.error(thrown.message);
    process.exitCode = 1;
  }
}
