import type { FailReason } from "../kernel/outcome.ts";

/**
 * Figures for a Prometheus server to collect. What is counted of the work belongs to the whole installation: every
 * process adds what it counted to totals that all share and that outlive it, and whichever is asked tells the sums.
 * Labels are closed sets; none ever names a tenant, a run or an object.
 */
export interface Metrics {
  /** One answered request, of this process. `route` is the template (`/api/v1/runs/{runId}`), never the address itself: ids would make a series each. */
  requestAnswered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Objects that were just settled for good, counted after their transaction was committed. */
  objectsSettled(counts: { signed: number; skipped: number; failed: number; bytes: number }): void;
  /** From the moment that an object was begun until its manifest was read back Trusted. */
  assetSigned(seconds: number): void;
  /** Attempts that failed and are made again. */
  retried(why: FailReason, times: number): void;
  /** Leases that ended because their holder gave no sign of life, told by whoever took over. */
  leasesLost(of: LeaseKind, count: number): void;
  /** One checkpoint of a durable function: the time in which its step's result was written down. */
  checkpointed(seconds: number): void;
  /** One call of a durable function, from its job's start until it was settled: checkpoints, replay and the work itself. */
  jobDone(seconds: number): void;
  /** Objects that this process settled in the last minute, by the second. */
  assetsPerSecond(): number;
  /** The state of the world as it was just read, such as processes alive: replaces what was said before. */
  gauge(name: string, help: string, values: { labels: Record<string, string>; value: number }[]): void;
  /** Adds what this process counted since the last time to the totals. Throws where the database does; nothing is lost by that. */
  flush(): Promise<void>;
  /** The text exposition format, and its content type. Without a database the totals are left out, not told as zero. */
  expose(): Promise<{ contentType: string; text: string }>;
}

export const leaseKinds = ["object", "job"] as const;
export type LeaseKind = (typeof leaseKinds)[number];
