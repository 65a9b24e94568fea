import type { Actor, Role } from "@/lib/kernel/actor.ts";

/** The role that a page's visitor has in the workspace. Pages are opened by people with a role, and by nobody else. */
export function roleOf(actor: Actor): Role {
  return actor.kind === "user" && actor.role !== null ? actor.role : "viewer";
}
