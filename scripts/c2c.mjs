#!/usr/bin/env node
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildPrograms } from "./build.mjs";
import { ensureInstalled, root } from "./install.mjs";

/** The exit code of a fatal misconfiguration, as everywhere in `c2c`. */
const FATAL = 20;
// Standard output belongs to the command: what we have to say goes to the other stream.
const say = (line) => console.error(line);

try {
  process.exitCode = await launch(process.argv.slice(2));
} catch (thrown) {
  say(thrown.message);
  process.exitCode = FATAL;
}

/** Runs the command line over this installation; starts its database for as long as the command takes, where it is not running. */
async function launch(args) {
  await ensureInstalled(say);
  await buildPrograms(say);
  if (needsNoDatabase(args)) return run(args, process.env);
  const { composeEnvironment } = await import("./environment.mjs");
  const { migrate } = await import("./migrate.mjs");
  const environment = await composeEnvironment();
  try {
    const { DATABASE_URL, MIGRATE_DATABASE_URL, ...others } = environment.variables;
    await migrate(MIGRATE_DATABASE_URL, { appUrl: DATABASE_URL });
    return await run(args, { ...process.env, ...others, DATABASE_URL });
  } finally {
    await environment.release();
  }
}

/** Help, and the check of an export, which must hold on an auditor's machine where nothing else is. */
function needsNoDatabase(args) {
  const [command, sub] = args.filter((arg) => !arg.startsWith("-"));
  const asksForHelp = ["--help", "-h", "--version", "-V"].some((flag) => args.includes(flag));
  return asksForHelp || command === undefined || command === "help" || (command === "receipts" && sub === "verify");
}

/** Resolves to the exit code. Ctrl-C reaches the command by itself, as part of the terminal's group: we only outlive it. */
function run(args, env) {
  return new Promise((resolve, reject) => {
    const program = join(root, "dist", "c2c.mjs");
    const child = spawn(process.execPath, ["--enable-source-maps", program, ...args], { env, stdio: "inherit" });
    process.on("SIGINT", () => {});
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : FATAL)));
  });
}
