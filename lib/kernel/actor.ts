import type { Id } from "./ids.ts";

/** Who acts. A closed union: an edge makes exactly one of these, and every audit row names it. */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "user"; userId: Id<"user">; sessionId: string; role: Role | null }
  | { kind: "apiKey"; keyId: Id<"apiKey">; scopes: Action[] }
  | { kind: "cli"; osUser: string }
  | { kind: "system"; what: string };

export const roles = ["owner", "admin", "operator", "billing", "viewer"] as const;
export type Role = (typeof roles)[number];

export const actions = [
  "tenant.read",
  "tenant.manage",
  "member.read",
  "member.manage",
  "key.read",
  "key.manage",
  "audit.read",
  "bucket.read",
  "bucket.manage",
  "inventory.read",
  "inventory.operate",
  "plan.read",
  "plan.operate",
  "plan.approve",
  "run.read",
  "run.operate",
  "proof.sign",
  "receipt.read",
  "identity.read",
  "identity.manage",
  "usage.read",
  "billing.read",
  "billing.manage",
] as const;
export type Action = (typeof actions)[number];

const reading = actions.filter((action) => action.endsWith(".read"));
const content: Action[] = [
  "tenant.read",
  "bucket.read",
  "inventory.read",
  "plan.read",
  "run.read",
  "receipt.read",
  "identity.read",
  "usage.read",
  "billing.read",
];
const operating: Action[] = [...content, "inventory.operate", "plan.operate", "run.operate", "proof.sign"];

/** What commits the whole workspace, and is left to its owners (and reservations to whoever sees to its bills, too). */
const ofOwners: readonly Action[] = ["tenant.manage", "billing.manage"];

const allowed: Record<Role, ReadonlySet<Action>> = {
  owner: new Set(actions),
  admin: new Set(actions.filter((action) => !ofOwners.includes(action))),
  operator: new Set(operating),
  billing: new Set<Action>([
    "tenant.read",
    "member.read",
    "run.read",
    "plan.read",
    "receipt.read",
    "usage.read",
    "audit.read",
    "billing.read",
    "billing.manage",
  ]),
  viewer: new Set(content),
};

/** The one table of who may do what. Whatever it does not name is denied. */
export function can(role: Role | null, action: Action): boolean {
  return role !== null && allowed[role].has(action);
}

/** Whether this actor may take this action within the tenant its context was opened for. */
export function mayAct(actor: Actor, action: Action): boolean {
  switch (actor.kind) {
    case "anonymous":
      return false;
    case "user":
      return can(actor.role, action);
    case "apiKey":
      return actor.scopes.includes(action);
    case "cli":
    case "system":
      return true;
  }
}

/** The actions that only look: what a read-only API key gets. */
export const readActions: readonly Action[] = reading;

/** The short text that audit rows and logs keep of an actor: `user:usr_…`, `system:sweep`. */
export function actorText(actor: Actor): string {
  switch (actor.kind) {
    case "anonymous":
      return "anonymous";
    case "user":
      return `user:${actor.userId}`;
    case "apiKey":
      return `apiKey:${actor.keyId}`;
    case "cli":
      return `cli:${actor.osUser}`;
    case "system":
      return `system:${actor.what}`;
  }
}
