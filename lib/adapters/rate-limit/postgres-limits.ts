import { createHash } from "node:crypto";
import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitBudget, LimitState, Limits } from "../../ports/limits.ts";

/**
 * Counters in the table rate_limit, shared by all processes. A key that has spent its budget is remembered in memory
 * until its window ends, so that a flood costs the database one query per key and window.
 */
export function makePostgresLimits(pool: pg.Pool): Limits {
  const limiters = new Map<string, RateLimiterPostgres>();

  function limiterOf(budget: LimitBudget): RateLimiterPostgres {
    let limiter = limiters.get(budget.name);
    if (!limiter) {
      limiter = new RateLimiterPostgres({
        storeClient: pool,
        storeType: "pool",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: budget.name,
        points: budget.points,
        duration: budget.windowMs / 1000,
        inMemoryBlockOnConsumed: budget.points + 1,
        // Every process would prune the same rows; the worker's schedule does it once.
        clearExpiredByTimeout: false,
      });
      limiters.set(budget.name, limiter);
    }
    return limiter;
  }

  return {
    async take(budget, key) {
      try {
        return stateOf(budget, await limiterOf(budget).consume(shortKey(key)), true);
      } catch (thrown) {
        // The library throws its plain result where the budget is spent, and an Error where the database failed.
        if (thrown instanceof RateLimiterRes) return stateOf(budget, thrown, false);
        throw thrown;
      }
    },
    async forget(budget, key) {
      await limiterOf(budget).delete(shortKey(key));
    },
  };
}

function stateOf(budget: LimitBudget, seen: RateLimiterRes, allowed: boolean): LimitState {
  return {
    allowed,
    limit: budget.points,
    remaining: seen.remainingPoints,
    resetMs: Math.max(1, Math.ceil(seen.msBeforeNext)),
  };
}

/** Keys are e-mail addresses and IP addresses: the table keeps their hash, which is also of bounded length. */
function shortKey(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 32);
}
