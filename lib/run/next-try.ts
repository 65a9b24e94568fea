import type { FailReason, Outcome } from "../kernel/outcome.ts";

/** Reasons of which a second occurrence is final whatever the plan allows: the file itself ends or stalls its process. */
const poisonous: ReadonlySet<FailReason> = new Set(["worker_killed", "deadline"]);
const poisonTries = 2;

export type NextTry =
  | { kind: "settle"; outcome: Outcome }
  | { kind: "again"; delayMs: number; why: FailReason; detail: string };

/**
 * Whether an outcome is final. `attempts` counts this one; `retries` is how many more the plan allows after the first.
 * The delay doubles from 500 ms to at most a minute, with up to half of it as jitter (`random` in [0, 1)), so that
 * objects that failed together do not come back together.
 */
export function nextTry(outcome: Outcome, attempts: number, retries: number, random: number): NextTry {
  if (outcome.kind !== "failed" || !outcome.retriable) return { kind: "settle", outcome };
  const allowed = poisonous.has(outcome.why) ? Math.min(poisonTries, retries + 1) : retries + 1;
  if (attempts >= allowed) return { kind: "settle", outcome: { ...outcome, retriable: false } };
  const fullMs = Math.min(60_000, 500 * 2 ** (attempts - 1));
  return { kind: "again", delayMs: Math.round(fullMs * (0.5 + random / 2)), why: outcome.why, detail: outcome.detail };
}
