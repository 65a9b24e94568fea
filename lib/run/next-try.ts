import type { FailReason, Outcome } from "../kernel/outcome.ts";

/** Reasons of which a second in a row is final whatever the plan allows: the file itself ends or stalls its process. */
const poisonous: ReadonlySet<FailReason> = new Set(["worker_killed", "deadline"]);

/** Attempts beyond the plan's that may end without a word: several objects are in hand when a worker dies, and one is to blame. */
const silentTries = 3;

/** How often the store may ask to slow down for one object: most of an hour, at a minute each. */
const slowDownsMax = 60;

/** From which wait on the delays double, and where they end. What is asked to slow down, or pays for each call, waits longer at first. */
interface Backoff {
  firstMs: number;
  mostMs: number;
}
const usual: Backoff = { firstMs: 500, mostMs: 60_000 };
const backoffs: Partial<Record<FailReason, Backoff>> = {
  store_slow_down: { firstMs: 1_000, mostMs: 60_000 },
  sign_refused: { firstMs: 2_000, mostMs: 120_000 },
  internal: { firstMs: 2_000, mostMs: 60_000 },
  // The machine is to blame or the file, and no wait mends either.
  worker_killed: { firstMs: 100, mostMs: 1_000 },
  deadline: { firstMs: 100, mostMs: 1_000 },
};

export type NextTry =
  | { kind: "settle"; outcome: Outcome }
  /** `free`: it was no attempt, and uses none up. */
  | { kind: "again"; delayMs: number; why: FailReason; detail: string; free: boolean };

export interface Tried {
  /** This one included. */
  attempts: number;
  /** How often the store asked to slow down before. */
  slowed: number;
  /** What the attempt before ended with. */
  lastWhy: FailReason | null;
  /** How many more attempts the plan allows after the first. */
  retries: number;
}

/**
 * Whether an outcome is final, by the class of the error. The delay doubles from the class's first to its last, with up to half of
 * it as jitter (`random` in [0, 1)), so that objects that failed together do not come back together; and is never less
 * than what the store asked for.
 */
export function nextTry(outcome: Outcome, tried: Tried, random: number): NextTry {
  const { attempts, slowed, lastWhy, retries } = tried;
  if (outcome.kind !== "failed" || !outcome.retriable) return { kind: "settle", outcome };
  const { why, detail } = outcome;
  const free = why === "store_slow_down";
  const poison = poisonous.has(why) && lastWhy !== null && poisonous.has(lastWhy);
  const usedUp = free ? slowed >= slowDownsMax : attempts > retries;
  if (poison || usedUp) return { kind: "settle", outcome: { ...outcome, retriable: false } };
  const { firstMs, mostMs } = backoffs[why] ?? usual;
  const fullMs = Math.min(mostMs, firstMs * 2 ** (free ? slowed : attempts - 1));
  const delayMs = Math.max(fullMs * (0.5 + random / 2), (outcome.retryAfterMs ?? 0) * (1 + random / 2));
  return { kind: "again", delayMs: Math.round(delayMs), why, detail, free };
}

/**
 * What is to be said of an object without touching it: so many attempts at it ended without a word that it must be what
 * ends the worker itself. Null where it may be tried.
 */
export function givenUp(attempts: number, retries: number): Outcome | null {
  if (attempts <= retries + 1 + silentTries) return null;
  const detail = `${attempts - 1} attempts ended with the worker that made them.`;
  return { kind: "failed", why: "worker_killed", detail, retriable: false };
}
