import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { isAlive } from "../../scripts/lock.mjs";
import { freePort } from "../../scripts/postgres.mjs";
import { runningProcesses } from "./processes.ts";
import { until } from "./worker-process.ts";

const up = fileURLToPath(new URL("../../scripts/up.mjs", import.meta.url));
export const demoPassword = "a password for installations under test";
export const leaseMs = 2_000;

/** A whole production installation of its own: supervisor, Postgres, web and worker. Starts and ends more than once. */
export interface Installation {
  readonly address: string;
  /** A folder that its buckets may live below. */
  readonly buckets: string;
  /** Starts the supervisor and waits until web and worker are served; builds first what is out of date. */
  start(): Promise<void>;
  /** What the supervisor runs under this name at this moment. */
  pid(name: "web" | "worker" | "supervisor"): number | undefined;
  /** Everything of web and worker that runs, whoever its parent is by now. */
  processes(): number[];
  /** What the worker forked, and what it is fed by. */
  mediaProcesses(): number[];
  postgresRuns(): boolean;
  /** The superuser's address, for a test's own questions. */
  superUrl(): string;
  /** SIGKILL to the supervisor alone. */
  killSupervisor(): Promise<void>;
  /** SIGTERM, as Ctrl-C means it. Gives the exit code. */
  stop(): Promise<number | null>;
  /** Stops it, and removes its folder. */
  remove(): Promise<void>;
  log(): string;
}

export async function makeInstallation(): Promise<Installation> {
  const dir = await mkdtemp(join(tmpdir(), "c2c-installation-"));
  // Started by root, Postgres runs as somebody who could not enter a closed folder.
  await chmod(dir, 0o755);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const postgres = join(dir, "postgres");
  const groups = new Set<number>();
  let child: ChildProcessByStdio<null, Readable, Readable> | undefined;
  let gone: Promise<unknown[]> | undefined;
  let written = "";

  const pid: Installation["pid"] = (name) => {
    const supervisor = child?.exitCode === null && child.signalCode === null ? child.pid : undefined;
    if (name === "supervisor" || supervisor === undefined) return supervisor;
    // Each leads a group of its own. Next renames its process, so its name is all that is known of it.
    const found = runningProcesses().find(
      ({ parent, pid: own, group, command }) =>
        parent === supervisor && own === group && command.includes(name === "worker" ? "worker.mjs" : "next"),
    )?.pid;
    if (found !== undefined) groups.add(found);
    return found;
  };
  const processes = () => {
    pid("web");
    pid("worker");
    return runningProcesses()
      .filter(({ group }) => groups.has(group))
      .map((one) => one.pid);
  };
  const serverPid = () => {
    const file = join(postgres, "data", "postmaster.pid");
    return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!child || !gone) return null;
    processes();
    if (pid("supervisor") !== undefined) child.kill(signal);
    await gone;
    return child.exitCode;
  };

  return {
    address,
    buckets: join(dir, "buckets"),
    pid,
    processes,
    log: () => written,
    async start() {
      const started = spawn(process.execPath, [up], { env: environment(dir, port), stdio: ["ignore", "pipe", "pipe"] });
      child = started;
      gone = once(started, "exit");
      const from = written.length;
      for (const stream of [started.stdout, started.stderr])
        stream.on("data", (chunk) => {
          written += chunk;
        });
      const ready = () => {
        const said = written.slice(from);
        return said.includes("Ctrl-C stops everything") && said.includes("worker.ready");
      };
      const early = gone.then(() => Promise.reject(new Error(`the supervisor ended at once:\n${written}`)));
      await Promise.race([until(ready, 300_000, "the installation did not come up"), early]);
      // It is no failure any more when it ends later.
      early.catch(() => {});
    },
    mediaProcesses: () => {
      const worker = pid("worker");
      return runningProcesses()
        .filter(({ group, command }) => group === worker && command.includes("media-child"))
        .map((one) => one.pid);
    },
    postgresRuns: () => isAlive(serverPid() ?? Number.MAX_SAFE_INTEGER),
    superUrl() {
      const databasePort = readFileSync(join(postgres, "data", "postmaster.pid"), "utf8").split("\n")[3];
      const password = readFileSync(join(postgres, "password"), "utf8");
      return `postgresql://postgres:${password}@127.0.0.1:${databasePort}/c2c`;
    },
    killSupervisor: () => end("SIGKILL").then(() => {}),
    stop: () => end("SIGTERM"),
    async remove() {
      await end("SIGTERM");
      for (const left of processes()) process.kill(left, "SIGKILL");
      const server = serverPid();
      if (server !== undefined && isAlive(server)) {
        process.kill(server, "SIGINT");
        await until(() => !isAlive(server), 20_000, "Postgres did not stop");
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Of the caller's environment only what is no setting of ours, so that a developer's own settings change no test. */
function environment(dir: string, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Empty counts as unset, and keeps a value in .env from being taken.
    DATABASE_URL: "",
    MIGRATE_DATABASE_URL: "",
    NEXTAUTH_URL: "",
    C2C_FS_ROOTS: "",
    C2C_DATA_DIR: dir,
    PORT: String(port),
    C2C_DEMO_PASSWORD: demoPassword,
    C2C_LEASE_MS: String(leaseMs),
  };
}
