import { Fault } from "../kernel/fault.ts";
import type { Ctx } from "../ports/ctx.ts";
import type { LimitBudget } from "../ports/limits.ts";

const minuteMs = 60_000;

/** How often a thing may be tried. Guessing a password is slow by these, not by the hash alone. */
export const signInPerEmail: LimitBudget = { name: "sign-in-email", points: 20, windowMs: 15 * minuteMs };
export const signInPerAddress: LimitBudget = { name: "sign-in-address", points: 200, windowMs: 15 * minuteMs };
export const signUpPerAddress: LimitBudget = { name: "sign-up-address", points: 60, windowMs: 60 * minuteMs };
export const passwordPerUser: LimitBudget = { name: "password-user", points: 20, windowMs: 15 * minuteMs };

/** Uses one point. Throws Fault `limit` where none is left. A key that is not known is not counted. */
export async function spend(ctx: Ctx, budget: LimitBudget, key: string | null): Promise<void> {
  if (key === null) return;
  const { allowed, resetMs } = await ctx.ports.limits.take(budget, key);
  if (allowed) return;
  const minutes = Math.ceil(resetMs / minuteMs);
  throw new Fault("limit", `Too many tries. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`, {
    retryAfterMs: resetMs,
  });
}
