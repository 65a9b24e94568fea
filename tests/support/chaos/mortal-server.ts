import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "../../../scripts/postgres.mjs";
import type { TestDatabase, TestServer } from "../database.ts";
import { runningProcesses } from "../processes.ts";
import { until } from "../worker-process.ts";

/** A database server of a test's own, which can be killed without harm to other tests. */
export interface MortalServer extends TestServer {
  /** SIGKILL to the server and to every process that serves a connection. */
  kill(): Promise<void>;
  /** Starts it again on the same port, and waits until it has recovered. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

export async function startMortalServer(): Promise<MortalServer> {
  const dir = await mkdtemp(join(tmpdir(), "c2c-mortal-"));
  const { superUrl, release } = await startPostgres({ dir, throwaway: true });
  const port = Number(new URL(superUrl).port);
  const releases = [release];
  return {
    superUrl,
    release: async () => {},
    async kill() {
      const [pid] = (await readFile(join(dir, "data", "postmaster.pid"), "utf8")).split("\n");
      const main = Number(pid);
      // Standing still, it starts nobody whom we would not know of.
      process.kill(main, "SIGSTOP");
      const all = [main, ...runningProcesses().flatMap(({ pid, parent }) => (parent === main ? [pid] : []))];
      for (const one of all) killIfThere(one);
      const gone = () => !runningProcesses().some(({ pid }) => all.includes(pid));
      await until(gone, 10_000, "the database server outlived SIGKILL");
      // Where nobody reaps orphans, the dead still have their number, and the server takes itself to be running.
      await rm(join(dir, "data", "postmaster.pid"), { force: true });
    },
    async start() {
      releases.push((await startPostgres({ dir, throwaway: true, port })).release);
    },
    async close() {
      for (const one of releases) await one();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/**
 * From now on what is committed in it outlives its server's processes: a throwaway server answers before its log is written
 * out. (Only a machine that dies could take what the system has not yet put on the disk.)
 */
export async function keepCommits(db: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: db.superUrl });
  await client.connect();
  try {
    const name = new URL(db.superUrl).pathname.slice(1);
    await client.query(`alter database ${client.escapeIdentifier(name)} set synchronous_commit = on`);
  } finally {
    await client.end();
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}
