import type { Actor, Role } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import type { Ctx } from "../ports/ctx.ts";

export type UserActor = Extract<Actor, { kind: "user" }>;

/** The signed-in person of this context. Throws Fault `forbidden` for keys and machines, which have no account of their own. */
export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind === "user") return ctx.actor;
  throw new Fault("forbidden", "This is about a person's own account: sign in to do it.");
}

/**
 * Whether the actor may give, change or take this role. Only an owner makes or unmakes an owner: an admin who could
 * would be one.
 */
export function mayDealOut(actor: Actor, role: Role): boolean {
  if (role !== "owner") return true;
  return actor.kind === "cli" || actor.kind === "system" || (actor.kind === "user" && actor.role === "owner");
}

/** Throws Fault `forbidden` where `mayDealOut` says no to one of the roles. */
export function refuseForeignOwners(actor: Actor, ...touched: Role[]): void {
  if (touched.every((role) => mayDealOut(actor, role))) return;
  throw new Fault("forbidden", "Only an owner may make, change or remove an owner.");
}
