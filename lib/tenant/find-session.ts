import type { Role } from "../kernel/actor.ts";
import type { Id } from "../kernel/ids.ts";
import type { Ctx } from "../ports/ctx.ts";
import { findLiveSession } from "./person/rows.ts";
import { membershipsOf } from "./rows.ts";
import { sessionTokenHash } from "./sign-in.ts";

export interface LiveSession {
  sessionId: string;
  userId: Id<"user">;
  name: string | null;
  email: string;
  expires: Date;
}

/** The session that this cookie's value opens, or null. For the edges: they make an actor of it. */
export async function findSession(ctx: Ctx, token: string): Promise<LiveSession | null> {
  if (token.length < 20 || token.length > 200) return null;
  const row = await ctx.read((tx) => findLiveSession(tx, sessionTokenHash(token), ctx.now()));
  return row && { sessionId: row.id, userId: row.userId as Id<"user">, expires: row.expires, ...row.user };
}

/** The tenant of this slug and the person's role there, or null: a tenant one is no member of looks like none. */
export async function findMembership(
  ctx: Ctx,
  userId: Id<"user">,
  slug: string,
): Promise<{ tenantId: Id<"tenant">; name: string; slug: string; role: Role } | null> {
  const rows = await ctx.read((tx) => membershipsOf(tx, userId));
  const row = rows.find((each) => each.slug === slug);
  return row ? { tenantId: row.tenant_id, name: row.name, slug: row.slug, role: row.role } : null;
}
