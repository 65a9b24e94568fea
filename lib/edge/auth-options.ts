import type { NextAuthOptions } from "next-auth";
import { nextAuthOptions, type ProviderKeys } from "../adapters/auth/next-auth-options.ts";
import { sessionMs, sessionTokenHash } from "../tenant/sign-in.ts";
import type { Wiring } from "../wire.ts";
import { sessionCookieOf } from "./session-cookie.ts";

/** next-auth's options for this process. */
export function authOptions({ env, database }: Wiring): NextAuthOptions {
  return nextAuthOptions({
    client: database.client,
    secret: env.NEXTAUTH_SECRET,
    cookie: sessionCookieOf(env.NEXTAUTH_URL),
    sessionMs,
    hashToken: sessionTokenHash,
    signUp: env.C2C_SIGN_UP,
    github: keysOf(env.GITHUB_ID, env.GITHUB_SECRET),
    google: keysOf(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET),
  });
}

/** The providers that a sign-in page offers beside e-mail and password. */
export function offeredProviders({ env }: Wiring): ("github" | "google")[] {
  const offered: ("github" | "google")[] = [];
  if (keysOf(env.GITHUB_ID, env.GITHUB_SECRET)) offered.push("github");
  if (keysOf(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET)) offered.push("google");
  return offered;
}

function keysOf(clientId: string | undefined, clientSecret: string | undefined): ProviderKeys | null {
  return clientId && clientSecret ? { clientId, clientSecret } : null;
}
