import { randomUUID } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import pg from "pg";
import type { Log } from "../../lib/kernel/verb.ts";
import type { Metrics } from "../../lib/ports/metrics.ts";
import { answerSdk } from "./answer-sdk.ts";
import { fireCron } from "./cron.ts";
import { dispatch } from "./dispatch.ts";
import { releaseJobs } from "./jobs.ts";
import { lateFetchOf } from "./late-fetch.ts";
import { listenForWork } from "./listen-for-work.ts";
import { matchNextEvent } from "./match-events.ts";
import { pruneEngine } from "./prune.ts";
import { register } from "./registration.ts";
import { persist } from "./transaction.ts";
import { startWorkLoop } from "./work-loop.ts";

export interface EngineOptions {
  /** Either a pool of the caller's, of at least three connections, or an address. */
  pool?: pg.Pool;
  connectionString?: string;
  /** Made by `makeInngest({ engine: "embedded" })`, and the functions made with it. */
  inngest: Inngest.Any;
  functions: readonly InngestFunction.Like[];
  /** A worker that dies is replaced after at most this long. */
  leaseMs?: number;
  /** Jobs at once in this process. */
  concurrency?: number;
  pollMs?: number;
  /** Ended runs and matched events are kept so long. */
  keepDays?: number;
  stopDeadlineMs?: number;
  backoffMs?: (attempt: number) => number;
  /** This process's name in its leases; one is made where none is given. */
  owner?: string;
  /** Owners that are known to have ended: what they hold is free at once. */
  lostOwners?: readonly string[];
  metrics?: EngineMetrics;
  now?: () => Date;
  log?: Log;
}

/** What is counted of the engine's own work. */
export type EngineMetrics = Pick<Metrics, "checkpointed" | "jobDone" | "leasesLost">;

export interface EmbeddedEngine {
  /** Stops claiming, waits for what is in flight up to the deadline, and gives the rest back. */
  stop(): Promise<void>;
  /** Resolves when no event waits, no job is held and none is due: for tests. */
  idle(): Promise<void>;
  readonly stats: { calls: number; checkpoints: number; events: number };
}

/** Doubles from a second to five minutes. */
const defaultBackoffMs = (attempt: number) => Math.min(1000 * 2 ** attempt, 300_000);

/**
 * Drives the durable functions in this process, with their state in the engine_* tables. Any number of processes may do
 * so over one database. Throws where a function asks for what the engine does not do, or the database is not there.
 */
export async function startEmbeddedEngine(options: EngineOptions): Promise<EmbeddedEngine> {
  const { inngest, leaseMs = 15_000, concurrency = 10, pollMs = 1000, keepDays = 7, now = () => new Date() } = options;
  const registration = await register(inngest, options.functions);
  const pool = options.pool ?? new pg.Pool({ connectionString: options.connectionString, max: concurrency + 4 });
  // Without a listener an idle connection that the server closes would end the process.
  pool.on("error", () => {});
  const failed = (what: string, thrown: unknown) => options.log?.event("warn", what, { message: String(thrown) });
  const stats = { calls: 0, checkpoints: 0, events: 0 };
  const { owner = randomUUID(), metrics } = options;
  const checkpointed = (seconds: number) => {
    stats.checkpoints++;
    metrics?.checkpointed(seconds);
  };
  const late = lateFetchOf(inngest);
  late.bind((request) => answerSdk({ pool, owner, leaseMs, now, checkpointed }, request));

  for (const lost of options.lostOwners ?? []) await persist(10_000, () => releaseJobs(pool, lost));
  await persist(10_000, () => fireCron(pool, registration.functions));
  const called = () => void stats.calls++;
  const around = { pool, registration, leaseMs, backoffMs: options.backoffMs ?? defaultBackoffMs, now, called };
  const loop = startWorkLoop({
    pool,
    owner,
    concurrency,
    leaseMs,
    pollMs,
    failed,
    before: async () => {
      while (await matchNextEvent(pool, registration.functions)) stats.events++;
    },
    work: async (job) => {
      const startedMs = performance.now();
      await dispatch(around, job);
      metrics?.jobDone((performance.now() - startedMs) / 1000);
    },
    tookOver: (count) => metrics?.leasesLost("job", count),
  });
  const listener = listenForWork(pool, loop.wake);
  const clock = setInterval(
    () => fireCron(pool, registration.functions).catch((e) => failed("engine.cron", e)),
    pollMs,
  );
  const prune = () => pruneEngine(pool, keepDays).catch((e) => failed("engine.prune", e));
  const pruner = setInterval(prune, 3_600_000);

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    clearInterval(clock);
    clearInterval(pruner);
    await loop.stop(options.stopDeadlineMs ?? 10_000);
    // What is still at work after the deadline halts at its next checkpoint: its job is another's by now.
    late.bind(async () => Response.json({}, { status: 409 }));
    listener.close();
    if (!options.pool) await pool.end();
  }
  return { stats, idle: () => idle(pool, pollMs), stop: () => (stopped ??= stop()) };
}

async function idle(pool: pg.Pool, pollMs: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ busy: boolean }>(
      `select exists (select 1 from engine_event where not matched)
           or exists (select 1 from engine_job where run_at <= now() or owner is not null) as busy`,
    );
    if (!rows[0]?.busy) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(20, pollMs)));
  }
}
