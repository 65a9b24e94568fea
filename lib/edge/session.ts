import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { asFault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { findSession, type LiveSession } from "../tenant/find-session.ts";
import { getWiring } from "./get-wiring.ts";
import { type Asking, openAnonymousCtx, openSelfCtx, openUserCtx } from "./open-user-ctx.ts";
import { originOf } from "./origin.ts";
import { sessionCookieOf } from "./session-cookie.ts";

/** Who asks, as this request's cookies and headers say. Once per request. */
export const asking = cache(async (): Promise<Required<Asking>> => {
  const { env } = getWiring();
  const token = (await cookies()).get(sessionCookieOf(env.NEXTAUTH_URL).name)?.value ?? null;
  const origin = originOf(await headers(), env.C2C_TRUST_PROXY);
  return { token, origin, requestId: newId("request") };
});

/** Who is signed in, or null: for headers and menus of pages that anybody may see. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const { token, ...rest } = await asking();
  return token === null ? null : findSession(openAnonymousCtx(getWiring(), rest), token);
});

/**
 * The context of a page within a tenant. Without a session the browser goes to sign in and comes back to `path`;
 * a tenant that is not the visitor's is Next's 404.
 */
export const openPageCtx = cache(async (slug: string, path?: string): Promise<TenantCtx> => {
  try {
    return await openUserCtx(getWiring(), slug, await asking());
  } catch (thrown) {
    const { code } = asFault(thrown);
    if (code === "unauthenticated") redirect(signInPath(path ?? `/${slug}`));
    if (code === "not_found") notFound();
    throw thrown;
  }
});

/** The context of a page about the signed-in person, outside any tenant. Without a session the browser goes to sign in. */
export async function openSelfPageCtx(path: string): Promise<Ctx> {
  const ctx = await openSelfCtx(getWiring(), await asking());
  if (ctx.actor.kind === "anonymous") redirect(signInPath(path));
  return ctx;
}

/** The context of a page that anybody may see. */
export async function openPublicPageCtx(): Promise<Ctx> {
  return openSelfCtx(getWiring(), await asking());
}

/** Sets the session cookie: what a sign-in's action does with the verb's output. */
export async function rememberSession({ token, expires }: { token: string; expires: Date }): Promise<void> {
  const { name, options } = sessionCookieOf(getWiring().env.NEXTAUTH_URL);
  (await cookies()).set(name, token, { ...options, expires });
}

/** Takes the session cookie away: what a sign-out's action does. */
export async function forgetSession(): Promise<void> {
  const { name, options } = sessionCookieOf(getWiring().env.NEXTAUTH_URL);
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

function signInPath(next: string): string {
  return `/sign-in?next=${encodeURIComponent(next)}`;
}
