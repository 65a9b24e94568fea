import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../lib/kernel/ids.ts";
import { acceptInvitation } from "../../lib/tenant/accept-invitation.ts";
import { changeRole } from "../../lib/tenant/change-role.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { findApiKey } from "../../lib/tenant/find-api-key.ts";
import { findMembership } from "../../lib/tenant/find-session.ts";
import { inviteMember } from "../../lib/tenant/invite-member.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import { listInvitations } from "../../lib/tenant/list-invitations.ts";
import { listMembers } from "../../lib/tenant/list-members.ts";
import { removeMember } from "../../lib/tenant/remove-member.ts";
import { revokeInvitation } from "../../lib/tenant/revoke-invitation.ts";
import { revokeKey } from "../../lib/tenant/revoke-key.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { anonymousCtx, makeTenant, selfCtx, type TestTenant, testWiring } from "../support/wiring.ts";

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

/** Another person, made a member of the tenant by an invitation as people are. */
async function join(tenant: TestTenant, role: "owner" | "admin" | "viewer") {
  const other = await makeTenant(wiring, "Elsewhere");
  const { secret } = await inviteMember(tenant.owner, { email: other.email, role });
  await acceptInvitation(selfCtx(wiring, other.userId), { secret });
  const actor = { kind: "user", userId: other.userId, sessionId: "ses_test", role } as const;
  return { userId: other.userId, ctx: wiring.openCtx({ actor, tenantId: tenant.tenantId }) };
}

test("an invitation lets one of two bearers in, once", async () => {
  const tenant = await makeTenant(wiring);
  const bearers = [await makeTenant(wiring), await makeTenant(wiring)];
  const { secret } = await inviteMember(tenant.owner, { email: "somebody@example.test", role: "operator" });
  const tries = await Promise.allSettled(
    bearers.map(({ userId }) => acceptInvitation(selfCtx(wiring, userId), { secret })),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const { items } = await listMembers(tenant.owner, {});
  expect(items.map(({ role }) => role).sort()).toEqual(["operator", "owner"]);
  expect((await listInvitations(tenant.owner, {})).items[0]?.state).toBe("accepted");
});

test("a withdrawn or expired invitation opens nothing", async () => {
  const tenant = await makeTenant(wiring);
  const { userId } = await makeTenant(wiring);
  const withdrawn = await inviteMember(tenant.owner, { email: "a@example.test", role: "viewer" });
  await revokeInvitation(tenant.owner, { invitationId: withdrawn.invitation.id });
  await expect(acceptInvitation(selfCtx(wiring, userId), withdrawn)).rejects.toMatchObject({ code: "precondition" });
  const old = await inviteMember(tenant.owner, { email: "b@example.test", role: "viewer" });
  const later = testWiring(database, { clock: { now: () => new Date(Date.now() + 8 * 86_400_000) } });
  await expect(acceptInvitation(selfCtx(later, userId), old)).rejects.toMatchObject({ code: "precondition" });
  await later.close();
});

test("the last owner can neither be demoted nor removed", async () => {
  const { owner, userId } = await makeTenant(wiring);
  await expect(changeRole(owner, { userId, role: "admin" })).rejects.toMatchObject({ code: "precondition" });
  await expect(removeMember(owner, { userId })).rejects.toMatchObject({ code: "precondition" });
});

test("of two owners who demote each other at once, one stays an owner", async () => {
  for (let round = 0; round < 5; round++) {
    const tenant = await makeTenant(wiring);
    const second = await join(tenant, "owner");
    const tries = await Promise.allSettled([
      changeRole(tenant.owner, { userId: second.userId, role: "viewer" }),
      removeMember(second.ctx, { userId: tenant.userId }),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { items } = await listMembers(tenant.owner, {});
    expect(items.filter(({ role }) => role === "owner")).toHaveLength(1);
  }
});

test("an admin manages members but makes and unmakes no owner", async () => {
  const tenant = await makeTenant(wiring);
  const [admin, viewer] = [await join(tenant, "admin"), await join(tenant, "viewer")];
  await changeRole(admin.ctx, { userId: viewer.userId, role: "operator" });
  await expect(changeRole(admin.ctx, { userId: viewer.userId, role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(changeRole(admin.ctx, { userId: tenant.userId, role: "viewer" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(inviteMember(admin.ctx, { email: "o@example.test", role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(changeRole(viewer.ctx, { userId: viewer.userId, role: "admin" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a removed member sees the workspace no more, from the next request on", async () => {
  const tenant = await makeTenant(wiring);
  const { userId } = await join(tenant, "viewer");
  expect(await findMembership(anonymousCtx(wiring), userId, tenant.slug)).toMatchObject({ role: "viewer" });
  await removeMember(tenant.owner, { userId });
  expect(await findMembership(anonymousCtx(wiring), userId, tenant.slug)).toBeNull();
});

test("a key opens its own workspace with its own scopes until it is revoked", async () => {
  const { owner, tenantId } = await makeTenant(wiring);
  const { key, text } = await createKey(owner, { name: "Export", scopes: ["bucket.read", "bucket.read"] });
  const found = await findApiKey(anonymousCtx(wiring), text);
  expect(found).toEqual({ keyId: key.id, tenantId, scopes: ["bucket.read"] });
  const otherSecret = text.slice(0, 30) + (text[30] === "0" ? "1" : "0") + text.slice(31);
  expect(await findApiKey(anonymousCtx(wiring), otherSecret)).toBeNull();
  await revokeKey(owner, { keyId: key.id });
  expect(await findApiKey(anonymousCtx(wiring), text)).toBeNull();
});

test("a key expires, and means nothing under another master key", async () => {
  const { owner } = await makeTenant(wiring);
  const { text } = await createKey(owner, { name: "Short", scopes: ["bucket.read"], expiresInDays: 1 });
  const later = testWiring(database, { clock: { now: () => new Date(Date.now() + 2 * 86_400_000) } });
  const foreign = testWiring(database, { env: { C2C_SECRET_KEY: Buffer.alloc(32, 8).toString("base64url") } });
  expect(await findApiKey(anonymousCtx(later), text)).toBeNull();
  expect(await findApiKey(anonymousCtx(foreign), text)).toBeNull();
  expect(await findApiKey(anonymousCtx(wiring), text)).not.toBeNull();
  await later.close();
  await foreign.close();
});

test("nobody gives a key more than they may do themselves", async () => {
  const tenant = await makeTenant(wiring);
  const admin = await join(tenant, "admin");
  await expect(createKey(admin.ctx, { name: "k", scopes: ["tenant.manage"] })).rejects.toMatchObject({
    code: "forbidden",
  });
  const actor = { kind: "apiKey", keyId: newId("apiKey"), scopes: ["key.manage"] } as const;
  const asKey = wiring.openCtx({ actor: { ...actor, scopes: [...actor.scopes] }, tenantId: tenant.tenantId });
  await expect(createKey(asKey, { name: "k", scopes: ["key.manage", "run.operate"] })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("names with control characters are refused; markup and spreadsheet formulas are kept as the text they are", async () => {
  const { owner } = await makeTenant(wiring);
  for (const name of ["a\u0000b", "two\nlines", "\ud800", " ", "x".repeat(121)])
    await expect(createKey(owner, { name, scopes: ["bucket.read"] })).rejects.toMatchObject({ code: "invalid" });
  const hostile = `=HYPERLINK("x") <script>alert(1)</script> ‮'; drop table tenant; --`;
  expect((await createKey(owner, { name: hostile, scopes: ["bucket.read"] })).key.name).toBe(hostile);
});

test("the audit log pages through everything once, newest first", async () => {
  const { owner } = await makeTenant(wiring);
  for (let i = 0; i < 7; i++) await createKey(owner, { name: `k${i}`, scopes: ["bucket.read"] });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(owner, { limit: 3, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(8);
  expect(new Set(seen).size).toBe(8);
  expect((await listAudit(owner, { action: "tenant.create-key" })).items).toHaveLength(7);
});

test("a key that manages members makes nobody who may do more than it may", async () => {
  const { tenantId, owner } = await makeTenant(wiring);
  const scopes: ("member.manage" | "key.manage")[] = ["member.manage", "key.manage"];
  const key = wiring.openCtx({ actor: { kind: "apiKey", keyId: newId("apiKey"), scopes }, tenantId });
  const email = "friend@example.test";
  for (const role of ["owner", "admin", "viewer"] as const)
    await expect(inviteMember(key, { email, role }), role).rejects.toMatchObject({ code: "forbidden" });
  expect((await inviteMember(owner, { email, role: "admin" })).invitation.role).toBe("admin");
});
