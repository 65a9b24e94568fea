import type { FailReason, Outcome } from "../kernel/outcome.ts";

/** Reasons of which a second in a row is final whatever the plan allows: the file itself ends or stalls its process. */
const poisonous: ReadonlySet<FailReason> = new Set(["worker_killed", "deadline"]);

/** Attempts beyond the plan's that may end without a word: several objects are in hand when a worker dies, and one is to blame. */
const silentTries = 3;

export type NextTry =
  | { kind: "settle"; outcome: Outcome }
  | { kind: "again"; delayMs: number; why: FailReason; detail: string };

/**
 * Whether an outcome is final. `attempts` counts this one; `retries` is how many more the plan allows after the first;
 * `lastWhy` is what the attempt before ended with.
 * The delay doubles from 500 ms to at most a minute, with up to half of it as jitter (`random` in [0, 1)), so that
 * objects that failed together do not come back together.
 */
export function nextTry(
  outcome: Outcome,
  tried: { attempts: number; lastWhy: FailReason | null; retries: number },
  random: number,
): NextTry {
  const { attempts, lastWhy, retries } = tried;
  if (outcome.kind !== "failed" || !outcome.retriable) return { kind: "settle", outcome };
  const poison = poisonous.has(outcome.why) && lastWhy !== null && poisonous.has(lastWhy);
  if (poison || attempts > retries) return { kind: "settle", outcome: { ...outcome, retriable: false } };
  const fullMs = Math.min(60_000, 500 * 2 ** (attempts - 1));
  return { kind: "again", delayMs: Math.round(fullMs * (0.5 + random / 2)), why: outcome.why, detail: outcome.detail };
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
