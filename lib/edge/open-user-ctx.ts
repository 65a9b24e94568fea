import type { Actor } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import type { Ctx, Origin, TenantCtx } from "../ports/ctx.ts";
import { findMembership, findSession, type LiveSession } from "../tenant/find-session.ts";
import type { Wiring } from "../wire.ts";

export interface Asking {
  /** The session cookie's value. */
  token: string | null;
  origin?: Origin;
  requestId?: string;
}

/** A context of nobody, outside any tenant. */
export function openAnonymousCtx(wiring: Wiring, { origin, requestId }: Omit<Asking, "token"> = {}): Ctx {
  return wiring.openCtx({ actor: { kind: "anonymous" }, tenantId: null, origin, requestId });
}

/** A context of the person whose session this is, or of nobody, outside any tenant: for verbs of scope `public` and `self`. */
export async function openSelfCtx(wiring: Wiring, { token, ...rest }: Asking): Promise<Ctx> {
  const anonymous = openAnonymousCtx(wiring, rest);
  const session = token === null ? null : await findSession(anonymous, token);
  return session ? wiring.openCtx({ actor: actorOf(session), tenantId: null, ...rest }) : anonymous;
}

/**
 * A context of the person whose session this is, with their role in the tenant of this slug. Throws Fault
 * `unauthenticated` without a session, and `not_found` for a tenant that is not there or not theirs: the two look alike.
 */
export async function openUserCtx(wiring: Wiring, slug: string, { token, ...rest }: Asking): Promise<TenantCtx> {
  const anonymous = openAnonymousCtx(wiring, rest);
  const session = token === null ? null : await findSession(anonymous, token);
  if (!session) throw new Fault("unauthenticated", "Sign in to see this.");
  const membership = await findMembership(anonymous, session.userId, slug);
  if (!membership) throw new Fault("not_found", "There is no such workspace, or you are not a member of it.");
  return wiring.openCtx({
    actor: { ...actorOf(session), role: membership.role },
    tenantId: membership.tenantId,
    ...rest,
  });
}

function actorOf({ userId, sessionId }: LiveSession): Extract<Actor, { kind: "user" }> {
  return { kind: "user", userId, sessionId, role: null };
}
