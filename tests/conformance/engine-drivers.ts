import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { makeInngest } from "../../inngest/client.ts";
import { insertEvents } from "../../inngest/embedded/insert-events.ts";
import { freePort } from "../../scripts/postgres.mjs";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import type { EngineUnderTest } from "./engine-suite.ts";
import { makeTraceTable, readTraces } from "./engine-trace.ts";

const program = fileURLToPath(new URL("engine-worker.ts", import.meta.url));

/** The embedded engine: two processes over one database, and the clock of schedules in the test's hand. */
export async function startEmbedded(): Promise<EngineUnderTest> {
  const { db, pool } = await databaseWithTraces();
  const workers = makeWorkers({ DATABASE_URL: db.url });
  await Promise.all([workers.start(), workers.start()]);
  let sent = 0;
  return {
    async send(events) {
      const named = events.map((event) => ({ ...event, id: event.id ?? `sent-${sent++}`, ts: Date.now() }));
      await insertEvents(pool, named);
    },
    traces: (subject) => readTraces(pool, subject),
    kill: () => workers.kill(),
    revive: () => workers.start(),
    async passMinute() {
      await pool.query("update engine_cron set last_tick = last_tick - interval '1 hour'");
    },
    async close() {
      await workers.kill();
      await pool.end();
      await db.close();
    },
  };
}

/**
 * A real server, in development mode (`inngest dev --no-discovery`), which must reach this machine's loopback: it calls one
 * process of ours at an address that stays the same when the process is another one.
 */
export async function startOnServer(baseUrl: string): Promise<EngineUnderTest> {
  const { db, pool } = await databaseWithTraces();
  const port = await freePort();
  const workers = makeWorkers({ DATABASE_URL: db.superUrl, INNGEST_BASE_URL: baseUrl, PORT: String(port) });
  await workers.start();
  const synced = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
  if (!synced.ok) throw new Error(`The server did not take the functions: ${synced.status} ${await synced.text()}`);
  const inngest = makeInngest({ engine: "server", baseUrl, eventKey: "test", isDev: true });
  return {
    send: (events) => inngest.send(events),
    traces: (subject) => readTraces(pool, subject),
    kill: () => workers.kill(),
    revive: () => workers.start(),
    // Its clock is its own.
    passMinute: async () => {},
    async close() {
      await workers.kill();
      await pool.end();
      await db.close();
    },
  };
}

export async function databaseWithTraces(): Promise<{ db: TestDatabase; pool: pg.Pool }> {
  const db = await testDatabase();
  const owner = new pg.Client({ connectionString: db.superUrl });
  await owner.connect();
  await makeTraceTable(owner);
  await owner.end();
  const pool = new pg.Pool({ connectionString: db.url, max: 4 });
  pool.on("error", () => {});
  return { db, pool };
}

/** Processes that run the suite's functions. */
function makeWorkers(env: Record<string, string>): { start(): Promise<void>; kill(): Promise<void> } {
  const running = new Set<ChildProcess>();
  return {
    async start() {
      // What the SDK says of steps that are meant to fail is of no interest, unless the process does not start.
      const stdio = ["ignore", "ignore", "pipe", "ipc"] as const;
      const child = fork(program, {
        execArgv: ["--import", "tsx"],
        env: { ...process.env, ...env },
        stdio: [...stdio],
      });
      running.add(child);
      let written = "";
      child.stderr?.on("data", (chunk) => {
        written = (written + chunk).slice(-5_000);
      });
      const early = once(child, "exit").then(() => Promise.reject(new Error(`a worker ended at once: ${written}`)));
      await Promise.race([once(child, "message"), early]);
      early.catch(() => {});
    },
    async kill() {
      const gone = [...running].map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGKILL");
        await once(child, "exit");
      });
      running.clear();
      await Promise.all(gone);
    },
  };
}
