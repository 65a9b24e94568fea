import NextAuth from "next-auth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashedSessions } from "../../lib/adapters/auth/hashed-sessions.ts";
import { authOptions, offeredProviders } from "../../lib/edge/auth-options.ts";
import { isId } from "../../lib/kernel/ids.ts";
import { findSession } from "../../lib/tenant/find-session.ts";
import { listMyTenants } from "../../lib/tenant/list-mine.ts";
import { sessionTokenHash, signIn } from "../../lib/tenant/sign-in.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { anonymousCtx, makeTenant, selfCtx, testPassword, testWiring } from "../support/wiring.ts";

let database: TestDatabase;
let wiring: Wiring;
beforeAll(async () => {
  database = await testDatabase();
  wiring = testWiring(database);
});
afterAll(async () => {
  await wiring.close();
  await database.close();
});

const adapter = () => hashedSessions(wiring.database.client, sessionTokenHash);

test("next-auth reads the session that our own sign-in opened, and ends it", async () => {
  const { email, userId } = await makeTenant(wiring);
  const { token } = await signIn(anonymousCtx(wiring), { email, password: testPassword });
  const found = await adapter().getSessionAndUser?.(token);
  expect(found).toMatchObject({ session: { sessionToken: token, userId }, user: { id: userId, email } });
  await adapter().deleteSession?.(token);
  expect(await findSession(anonymousCtx(wiring), token)).toBeNull();
});

test("our edges read the session that a provider's sign-in opened", async () => {
  const { createUser, createSession, linkAccount, getUserByAccount } = adapter();
  const user = await createUser?.({
    id: "theirs",
    email: "Ada@Provider.test",
    emailVerified: null,
    name: "Ada",
  } as never);
  if (!user || !isId("user", user.id)) throw new Error("the user's id is not ours");
  expect(user.email).toBe("ada@provider.test");
  const named = { provider: "github", providerAccountId: "42" };
  await linkAccount?.({ ...named, userId: user.id, type: "oauth", access_token: "the provider's own" });
  expect(await getUserByAccount?.(named)).toMatchObject({ id: user.id });
  expect(JSON.stringify(await wiring.database.client.account.findMany())).not.toContain("the provider's own");
  const sessionToken = "a token that next-auth made up";
  await createSession?.({ sessionToken, userId: user.id, expires: new Date(Date.now() + 60_000) });
  expect(await findSession(anonymousCtx(wiring), sessionToken)).toMatchObject({
    userId: user.id,
    email: "ada@provider.test",
  });
  expect((await listMyTenants(selfCtx(wiring, user.id), {})).items).toEqual([]);
});

test("providers are offered only where both halves of their keys are configured", async () => {
  expect(offeredProviders(wiring)).toEqual([]);
  const configured = testWiring(database, {
    env: { GITHUB_ID: "id", GITHUB_SECRET: "secret", GOOGLE_CLIENT_ID: "half" },
  });
  expect(offeredProviders(configured)).toEqual(["github"]);
  expect(authOptions(configured).providers.map(({ id }) => id)).toEqual(["github"]);
  await configured.close();
});

test("next-auth takes these options: a request for the session is answered, signed in and not", async () => {
  const { email } = await makeTenant(wiring);
  const { token } = await signIn(anonymousCtx(wiring), { email, password: testPassword });
  const ask = async (cookies: Record<string, string>) => {
    const answered: { status?: number; body?: unknown } = {};
    const response = {
      status: (status: number) => Object.assign(response, { answered: Object.assign(answered, { status }) }),
      setHeader: () => response,
      getHeader: () => undefined,
      send: (body: unknown) => Object.assign(answered, { body }),
      json: (body: unknown) => Object.assign(answered, { body }),
    };
    const request = {
      method: "GET",
      query: { nextauth: ["session"] },
      cookies,
      headers: { host: "127.0.0.1:3000" },
      body: {},
    };
    await NextAuth(request as never, response as never, authOptions(wiring));
    return answered;
  };
  expect(await ask({ "next-auth.session-token": token })).toMatchObject({ status: 200, body: { user: { email } } });
  expect((await ask({})).body).toEqual({});
});
