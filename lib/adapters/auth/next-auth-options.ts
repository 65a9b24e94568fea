import type { NextAuthOptions } from "next-auth";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import type { PrismaClient } from "../../../prisma/generated/client.ts";
import { hashedSessions } from "./hashed-sessions.ts";

export interface AuthSettings {
  client: PrismaClient;
  secret: string;
  /** The cookie that our own sign-in sets too. */
  cookie: { name: string; options: { secure: boolean } };
  sessionMs: number;
  hashToken: (token: string) => string;
  signUp: "open" | "closed";
  github: ProviderKeys | null;
  google: ProviderKeys | null;
}
export interface ProviderKeys {
  clientId: string;
  clientSecret: string;
}

/**
 * next-auth for the providers that are configured. It refuses its credentials provider together with sessions in the
 * database, so e-mail and password are our own verb; the sessions and the cookie are the same.
 */
export function nextAuthOptions(settings: AuthSettings): NextAuthOptions {
  const { client, secret, cookie, sessionMs, hashToken, signUp } = settings;
  return {
    secret,
    adapter: hashedSessions(client, hashToken),
    session: { strategy: "database", maxAge: sessionMs / 1000 },
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: cookie },
    providers: providersOf(settings),
    pages: { signIn: "/sign-in", error: "/sign-in", newUser: "/welcome" },
    callbacks: {
      async signIn({ account }) {
        if (signUp === "open" || !account) return true;
        const { provider, providerAccountId } = account;
        const known = await client.account.findUnique({
          where: { provider_providerAccountId: { provider, providerAccountId } },
        });
        return known !== null;
      },
    },
  };
}

function providersOf({ github, google }: AuthSettings): NextAuthOptions["providers"] {
  const providers: NextAuthOptions["providers"] = [];
  if (github) providers.push(GitHubProvider(github));
  if (google) providers.push(GoogleProvider(google));
  return providers;
}
