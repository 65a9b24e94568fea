import type pg from "pg";
import { type HeldJob, msToNextJob, pickJobs, releaseJobs, renewLeases } from "./jobs.ts";

export interface WorkLoopOptions {
  pool: pg.Pool;
  owner: string;
  concurrency: number;
  leaseMs: number;
  pollMs: number;
  /** Acts on what is no job: events. Called before every pick. */
  before(): Promise<void>;
  work(job: HeldJob): Promise<void>;
  /** So many jobs were picked whose holders gave no sign of life any more. */
  tookOver(count: number): void;
  failed(what: string, thrown: unknown): void;
}

/** Claims and does jobs until it is stopped. Any failure of the database is told and outlived. */
export function startWorkLoop(options: WorkLoopOptions): {
  wake(): void;
  held(): number;
  stop(deadlineMs: number): Promise<void>;
} {
  const { pool, owner, leaseMs } = options;
  const inFlight = new Set<Promise<void>>();
  let stopping = false;
  let woken = false;
  let turning: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const sleep = (ms: number) => {
    clearTimeout(timer);
    if (!stopping) timer = setTimeout(wake, Math.max(1, Math.min(ms, options.pollMs)));
  };

  function wake(): void {
    woken = true;
    turning ??= turn().finally(() => {
      turning = null;
      if (woken && !stopping) wake();
    });
  }

  async function turn(): Promise<void> {
    while (woken && !stopping) {
      woken = false;
      try {
        await options.before();
        const free = options.concurrency - inFlight.size;
        const jobs = free > 0 && !stopping ? await pickJobs(pool, owner, free, leaseMs) : [];
        const takenOver = jobs.filter((job) => job.takenOver).length;
        if (takenOver > 0) options.tookOver(takenOver);
        for (const job of jobs) start(job);
        sleep(jobs.length > 0 ? options.pollMs : ((await msToNextJob(pool)) ?? options.pollMs));
      } catch (thrown) {
        if (!stopping) options.failed("engine.loop", thrown);
        sleep(Math.min(1000, options.pollMs));
      }
    }
  }

  function start(job: HeldJob): void {
    const doing = options
      .work(job)
      .catch(async (thrown) => {
        options.failed("engine.job", thrown);
        // Its lease may be lost, or the database away: then the lease's end does what this would have done.
        await releaseJobs(pool, owner, job.id, 1000).catch(() => {});
      })
      .finally(() => {
        inFlight.delete(doing);
        if (!stopping) wake();
      });
    inFlight.add(doing);
  }

  const heart = setInterval(() => {
    if (inFlight.size > 0)
      renewLeases(pool, owner, leaseMs).catch((thrown) => options.failed("engine.heartbeat", thrown));
  }, leaseMs / 3);

  wake();
  return {
    wake,
    held: () => inFlight.size,
    async stop(deadlineMs) {
      stopping = true;
      clearTimeout(timer);
      await turning;
      let giveUp: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        giveUp = setTimeout(resolve, deadlineMs);
      });
      await Promise.race([Promise.all(inFlight), deadline]);
      clearTimeout(giveUp);
      clearInterval(heart);
      await releaseJobs(pool, owner).catch((thrown) => options.failed("engine.release", thrown));
    },
  };
}
