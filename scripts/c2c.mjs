#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildPrograms } from "./build.mjs";
import { ensureInstalled, root } from "./install.mjs";

/** The exit code of a fatal misconfiguration, as everywhere in `c2c`. */
const FATAL = 20;
// Standard output belongs to the command: what we have to say goes to the other stream.
const say = (line) => console.error(line);
/** For a person who waits; a pipe gets results and refusals only. */
const sayToTerminal = process.stderr.isTTY ? say : () => {};

try {
  process.exitCode = await launch(process.argv.slice(2));
} catch (thrown) {
  say(`c2c: ${thrown.message}`);
  process.exitCode = FATAL;
}

/** Runs the command line over this installation; starts its database for as long as the command takes, where it is not running. */
async function launch(args) {
  await ensureInstalled(say);
  await buildPrograms(sayToTerminal);
  process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(join(root, "dist", "c2c.mjs")).href);
  let release = async () => {};
  try {
    // Help, a wrong flag and the check of an export never ask for it.
    return await main(args, {
      async prepare() {
        const environment = await openEnvironment();
        release = environment.release;
        Object.assign(process.env, environment.variables);
      },
    });
  } finally {
    await release();
  }
}

/** The database runs and is migrated; whoever owns it is nobody's business afterwards. */
async function openEnvironment() {
  const { composeEnvironment, dataFolder } = await import("./environment.mjs");
  const { migrate } = await import("./migrate.mjs");
  if (!process.env.DATABASE_URL && !existsSync(join(dataFolder(), "postgres")))
    sayToTerminal("Making a database on this machine (some seconds, the first time) …");
  const environment = await composeEnvironment();
  try {
    const { DATABASE_URL, MIGRATE_DATABASE_URL, ...others } = environment.variables;
    await migrate(MIGRATE_DATABASE_URL, { appUrl: DATABASE_URL });
    delete process.env.MIGRATE_DATABASE_URL;
    return { variables: { ...others, DATABASE_URL }, release: environment.release };
  } catch (thrown) {
    await environment.release();
    throw thrown;
  }
}
