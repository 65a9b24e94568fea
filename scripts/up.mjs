#!/usr/bin/env node
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureInstalled, root } from "./install.mjs";
import { takeLock } from "./lock.mjs";
import { choosePort, waitUntilServed } from "./port.mjs";
import { supervise } from "./supervise.mjs";

const say = (line) => console.log(`\x1b[2m[c2c]\x1b[0m ${line}`);
/** What to undo when we end, newest first. */
const undo = [];
let ending;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));
try {
  await up();
} catch (thrown) {
  // A step that is cut off by Ctrl-C fails too; that is no news.
  if (ending) await ending;
  console.error(`\n${thrown.message}`);
  await end(1);
}

/** Brings the whole of it up, each step skipped where nothing is to do, and stays until it is told to stop. */
async function up() {
  await ensureInstalled(say);
  const { composeEnvironment, dataFolder } = await import("./environment.mjs");
  undo.push(onlyOne(join(dataFolder(), "up.lock")));

  const { host, port } = await choosePort(say);
  process.env.PORT = String(port);
  const environment = await composeEnvironment();
  undo.push(environment.release);
  const env = { ...process.env, ...environment.variables };
  say(process.env.DATABASE_URL ? "Using the database of DATABASE_URL." : "The embedded PostgreSQL is running.");

  const { migrate } = await import("./migrate.mjs");
  const applied = await migrate(env.MIGRATE_DATABASE_URL, { appUrl: env.DATABASE_URL });
  if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
  const { buildAll } = await import("./build.mjs");
  await buildAll(say);
  const demo = await seed(env);

  // Empty, not absent: Next reads `.env` too, and would put the owner's address back where there is none.
  const serving = { ...env, MIGRATE_DATABASE_URL: "", C2C_DEMO_PASSWORD: "" };
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const web = { name: "web", args: [next, "start", "--hostname", host, "--port", String(port)], graceMs: 5_000 };
  const worker = { name: "worker", args: [join(root, "dist", "worker.mjs")], graceMs: 20_000 };
  if (ending) return;
  const running = [web, worker].map((program) => supervise({ ...program, env: serving, say }));
  undo.push(() => Promise.all(running.map((program) => program.stop())));

  await waitUntilServed(host, port);
  if (!ending) greet(env.NEXTAUTH_URL, demo);
}

/** Two supervisors over one data folder would fight for the port and start everything twice. */
function onlyOne(path) {
  const lock = takeLock(path);
  if (lock.release) return lock.release;
  throw new Error(
    `It is running already (process ${lock.holder}). Stop that one first, or set C2C_DATA_DIR to another folder.`,
  );
}

async function seed(env) {
  say("Looking after the demo workspace …");
  try {
    const program = join(root, "dist", "c2c.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, [program, "seed", "--json"], { cwd: root, env });
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } catch (cause) {
    throw new Error(`The demo workspace could not be made.\n${cause.stderr || cause.message}`, { cause });
  }
}

function greet(address, { email, password }) {
  console.log(`
  C2 Concierge is at   ${address}
  Sign in with         ${email}
  and the password     ${password}

  Ctrl-C stops everything; a run goes on where it was when you start again.
`);
}

/** Undoes everything, newest first, and ends this process. Asked again, it no longer waits for anybody's last words. */
function end(code) {
  if (ending) void undo.at(-1)?.();
  ending ??= undoAll().then(() => process.exit(code));
  return ending;
}

async function undoAll() {
  if (undo.length > 1) say("Stopping …");
  while (undo.length > 0) {
    try {
      await undo.at(-1)();
    } catch (thrown) {
      console.error(thrown.message);
    }
    undo.pop();
  }
}
