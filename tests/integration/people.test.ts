import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../lib/kernel/ids.ts";
import type { LimitState } from "../../lib/ports/limits.ts";
import { changePassword } from "../../lib/tenant/change-password.ts";
import { createTenant } from "../../lib/tenant/create.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { findSession } from "../../lib/tenant/find-session.ts";
import { inviteMember } from "../../lib/tenant/invite-member.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import { listMyTenants } from "../../lib/tenant/list-mine.ts";
import { listSessions } from "../../lib/tenant/list-sessions.ts";
import { revokeSession } from "../../lib/tenant/revoke-session.ts";
import { signIn } from "../../lib/tenant/sign-in.ts";
import { signOut } from "../../lib/tenant/sign-out.ts";
import { signUp } from "../../lib/tenant/sign-up.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { anonymousCtx, makeTenant, selfCtx, type TestTenant, testPassword, testWiring } from "../support/wiring.ts";

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

const password = testPassword;
const signedIn = async (email: string) => {
  const { token } = await signIn(anonymousCtx(wiring), { email, password });
  const session = await findSession(anonymousCtx(wiring), token);
  if (!session) throw new Error("no session");
  return { token, ...session };
};

test("a sign-up makes an account and a workspace that it owns", async () => {
  const tenant = await makeTenant(wiring, "Ärchive & Söhne");
  expect(tenant.slug).toMatch(/^archive-sohne/);
  const mine = await listMyTenants(selfCtx(wiring, tenant.userId), {});
  expect(mine.items).toEqual([
    { tenantId: tenant.tenantId, name: "Ärchive & Söhne", slug: tenant.slug, role: "owner" },
  ]);
  const audit = await listAudit(tenant.owner, {});
  expect(audit.items.map(({ action, actor }) => ({ action, actor }))).toEqual([
    { action: "tenant.sign-up", actor: "anonymous" },
  ]);
});

test("twenty sign-ups for one workspace name at once get twenty different addresses", async () => {
  const tenants = await Promise.all(Array.from({ length: 20 }, () => makeTenant(wiring, "Same Name")));
  expect(new Set(tenants.map(({ slug }) => slug)).size).toBe(20);
});

test("one e-mail address has one account, however it is written, and however many ask at once", async () => {
  const email = `Race-${newId("request")}@Example.test`;
  const tries = await Promise.allSettled(
    [email, email.toUpperCase(), email.toLowerCase()].map((each) =>
      signUp(anonymousCtx(wiring), { email: each, password, name: "One", workspace: "One" }),
    ),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(tries.find((each) => each.status === "rejected")?.reason).toMatchObject({ code: "conflict" });
  await expect(signIn(anonymousCtx(wiring), { email: email.toUpperCase(), password })).resolves.toMatchObject({});
});

test("a closed installation lets nobody in but the invited", async () => {
  const closed = testWiring(database, { env: { C2C_SIGN_UP: "closed" } });
  try {
    const stranger = { email: `${newId("request")}@example.test`, password, name: "Stranger" };
    const refused = signUp(anonymousCtx(closed), { ...stranger, workspace: "Mine" });
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    const tenant = await makeTenant(wiring);
    const { secret } = await inviteMember(tenant.owner, { email: stranger.email, role: "viewer" });
    const joined = await signUp(anonymousCtx(closed), { ...stranger, invitation: secret });
    expect(joined.tenantId).toBe(tenant.tenantId);
    await expect(createTenant(selfCtx(closed, newId("user")), { name: "Mine" })).rejects.toMatchObject({
      code: "forbidden",
    });
  } finally {
    await closed.close();
  }
});

test("the database keeps no password, no session token, no invitation and no key that opens anything", async () => {
  const tenant = await makeTenant(wiring);
  const { token } = await signedIn(tenant.email);
  const { secret } = await inviteMember(tenant.owner, { email: "x@example.test", role: "viewer" });
  const { text } = await createKey(tenant.owner, { name: "k", scopes: ["bucket.read"] });
  const dump = JSON.stringify(
    await Promise.all(
      ["user_account", "session", "invitation", "api_key", "audit_event", "rate_limit"].map((table) =>
        rowsOf(tenant, table),
      ),
    ),
  );
  for (const hidden of [password, token, secret, text, text.slice(21, 61)]) expect(dump).not.toContain(hidden);
  expect(dump).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
});

test("a wrong password and an unknown address are refused in the same words", async () => {
  const { email } = await makeTenant(wiring);
  const wrong = await signIn(anonymousCtx(wiring), { email, password: "something else" }).catch((fault) => fault);
  const unknown = await signIn(anonymousCtx(wiring), { email: "nobody@example.test", password }).catch(
    (fault) => fault,
  );
  expect(wrong).toMatchObject({ code: "unauthenticated" });
  expect({ code: unknown.code, message: unknown.message }).toEqual({ code: wrong.code, message: wrong.message });
});

test("an unknown address costs the same argon2id check as a known one", async () => {
  const checked: string[] = [];
  const real = wiring.ports.passwords;
  const verify = (hash: string, given: string) => {
    checked.push(hash);
    return real.verify(hash, given);
  };
  const counting = testWiring(database, { ports: { passwords: { hash: real.hash, verify } } });
  await signIn(anonymousCtx(counting), { email: "nobody-at-all@example.test", password }).catch(() => {});
  await counting.close();
  expect(checked).toHaveLength(1);
  expect(checked[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("guessing one address's password ends with `limit`, from wherever it comes; a right one in time clears the count", async () => {
  const { email } = await makeTenant(wiring);
  for (let i = 0; i < 15; i++) await signIn(anonymousCtx(wiring), { email, password: "wrong guess" }).catch(() => {});
  await signIn(anonymousCtx(wiring), { email, password });
  for (let i = 0; i < 20; i++)
    await expect(signIn(anonymousCtx(wiring), { email, password: "wrong guess" })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  const blocked = await signIn(anonymousCtx(wiring), { email, password }).catch((fault) => fault);
  expect(blocked).toMatchObject({ code: "limit" });
  expect(blocked.retryAfterMs).toBeGreaterThan(0);
});

test("a budget is exact over two processes", async () => {
  const other = testWiring(database);
  const budget = { name: "exact", points: 10, windowMs: 60_000 };
  const takes = Array.from({ length: 30 }, (_, i) => (i % 2 ? wiring : other).ports.limits.take(budget, "somebody"));
  const allowed = (await Promise.all(takes)).filter((state: LimitState) => state.allowed);
  await other.close();
  expect(allowed).toHaveLength(10);
});

test("a session ends when it is revoked, signed out, or its time has come", async () => {
  const { email, userId } = await makeTenant(wiring);
  const [first, second] = [await signedIn(email), await signedIn(email)];
  const asFirst = selfCtx(wiring, userId, first.sessionId);
  const { items } = await listSessions(asFirst, {});
  expect(items.map(({ id, current }) => ({ id, current }))).toEqual([
    { id: second.sessionId, current: false },
    { id: first.sessionId, current: true },
  ]);
  await revokeSession(asFirst, { sessionId: second.sessionId });
  expect(await findSession(anonymousCtx(wiring), second.token)).toBeNull();
  const later = testWiring(database, { clock: { now: () => new Date(Date.now() + 31 * 86_400_000) } });
  expect(await findSession(anonymousCtx(later), first.token)).toBeNull();
  await later.close();
  await signOut(asFirst, {});
  expect(await findSession(anonymousCtx(wiring), first.token)).toBeNull();
});

test("nobody revokes another person's session", async () => {
  const [mine, theirs] = [await makeTenant(wiring), await makeTenant(wiring)];
  const { sessionId, token } = await signedIn(theirs.email);
  await expect(revokeSession(selfCtx(wiring, mine.userId), { sessionId })).rejects.toMatchObject({ code: "not_found" });
  expect(await findSession(anonymousCtx(wiring), token)).not.toBeNull();
});

test("a changed password signs the other browsers out and is the only one that works", async () => {
  const { email, userId } = await makeTenant(wiring);
  const [kept, other] = [await signedIn(email), await signedIn(email)];
  const ctx = selfCtx(wiring, userId, kept.sessionId);
  const next = "a quite different passphrase";
  await expect(changePassword(ctx, { current: "not this one", next })).rejects.toMatchObject({ code: "forbidden" });
  expect(await changePassword(ctx, { current: password, next })).toEqual({ signedOut: 1 });
  expect(await findSession(anonymousCtx(wiring), other.token)).toBeNull();
  expect(await findSession(anonymousCtx(wiring), kept.token)).not.toBeNull();
  await expect(signIn(anonymousCtx(wiring), { email, password })).rejects.toMatchObject({ code: "unauthenticated" });
  await signIn(anonymousCtx(wiring), { email, password: next });
});

async function rowsOf(tenant: TestTenant, table: string): Promise<unknown[]> {
  return wiring.database.within(tenant.tenantId, (tx) =>
    tx.$queryRawUnsafe(`select to_jsonb(t) as row from ${table} t`),
  );
}
