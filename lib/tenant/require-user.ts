import { type Actor, actions, can, mayAct, type Role } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import type { Ctx } from "../ports/ctx.ts";

export type UserActor = Extract<Actor, { kind: "user" }>;

/** The signed-in person of this context. Throws Fault `forbidden` for keys and machines, which have no account of their own. */
export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind === "user") return ctx.actor;
  throw new Fault("forbidden", "This is about a person's own account: sign in to do it.");
}

/**
 * Whether the actor may give this role: one that may do no more than they may themselves. An admin who could make an
 * owner would be one, and so would a key with a few permissions that could make an admin.
 */
export function mayDealOut(actor: Actor, role: Role): boolean {
  return mayTouch(actor, role) && actions.every((action) => !can(role, action) || mayAct(actor, action));
}

/** Only an owner makes or unmakes an owner. */
function mayTouch(actor: Actor, role: Role): boolean {
  if (role !== "owner") return true;
  return actor.kind === "cli" || actor.kind === "system" || (actor.kind === "user" && actor.role === "owner");
}

/** Throws Fault `forbidden` where the actor may neither give this role nor take it away. */
export function refuseForeignOwners(actor: Actor, role: Role): void {
  if (!mayTouch(actor, role)) throw new Fault("forbidden", "Only an owner may make, change or remove an owner.");
}

/** Throws Fault `forbidden` where `mayDealOut` says no. */
export function refuseDealingOut(actor: Actor, role: Role): void {
  refuseForeignOwners(actor, role);
  if (mayDealOut(actor, role)) return;
  throw new Fault("forbidden", `You cannot make somebody ${role}: that role may do what you may not do yourself.`);
}
