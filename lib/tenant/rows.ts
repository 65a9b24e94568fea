import type { Action, Role } from "../kernel/actor.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";

type TenantId = Id<"tenant">;

/** A new tenant, or false where another has the slug already: exact under a race. */
export async function insertTenant(
  tx: Tx,
  tenant: { id: TenantId; name: string; slug: string; now: Date },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    insert into tenant (id, name, slug, created_at) values (${tenant.id}, ${tenant.name}, ${tenant.slug}, ${tenant.now})
    on conflict do nothing`;
  return inserted === 1;
}

export function findTenant(tx: Tx, id: TenantId) {
  return tx.tenant.findUniqueOrThrow({ where: { id } });
}

export function renameTenant(tx: Tx, id: TenantId, name: string) {
  return tx.tenant.update({ where: { id }, data: { name } });
}

/** Makes changes to a tenant's members wait for one another: who counts owners must count alone. */
export async function lockTenant(tx: Tx, id: TenantId): Promise<void> {
  await tx.$queryRaw`select 1 from tenant where id = ${id} for update`;
}

export function membershipsOf(tx: Tx, userId: Id<"user">) {
  return tx.$queryRaw<
    { tenant_id: TenantId; name: string; slug: string; role: Role }[]
  >`select * from memberships_of(${userId})`;
}

/** False where the person is a member already. */
export async function insertMember(
  tx: Tx,
  member: { tenantId: TenantId; userId: Id<"user">; role: Role; now: Date },
): Promise<boolean> {
  const { tenantId, userId, role, now } = member;
  const inserted = await tx.$executeRaw`
    insert into membership (tenant_id, user_id, role, created_at) values (${tenantId}, ${userId}, ${role}, ${now})
    on conflict do nothing`;
  return inserted === 1;
}

export function membersAfter(tx: Tx, tenantId: TenantId, after: string | undefined, take: number) {
  return tx.membership.findMany({
    where: { tenantId, ...(after ? { userId: { gt: after } } : {}) },
    orderBy: { userId: "asc" },
    take,
    include: { user: { select: { name: true, email: true } } },
  });
}

export async function findMemberRole(tx: Tx, tenantId: TenantId, userId: Id<"user">): Promise<Role | null> {
  const row = await tx.membership.findUnique({
    where: { tenantId_userId: { tenantId, userId } },
    select: { role: true },
  });
  return (row?.role as Role | undefined) ?? null;
}

export function countOwners(tx: Tx, tenantId: TenantId): Promise<number> {
  return tx.membership.count({ where: { tenantId, role: "owner" satisfies Role } });
}

export function setMemberRole(tx: Tx, tenantId: TenantId, userId: Id<"user">, role: Role) {
  return tx.membership.update({
    where: { tenantId_userId: { tenantId, userId } },
    data: { role },
    include: { user: { select: { name: true, email: true } } },
  });
}

export async function deleteMember(tx: Tx, tenantId: TenantId, userId: Id<"user">): Promise<void> {
  await tx.membership.delete({ where: { tenantId_userId: { tenantId, userId } } });
}

export interface NewInvitation {
  tenantId: TenantId;
  id: Id<"invitation">;
  email: string;
  role: Role;
  tokenHash: string;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

export function insertInvitation(tx: Tx, invitation: NewInvitation) {
  return tx.invitation.create({ data: invitation });
}

export function invitationsBefore(tx: Tx, tenantId: TenantId, before: string | undefined, take: number) {
  const where = { tenantId, ...(before ? { id: { lt: before } } : {}) };
  return tx.invitation.findMany({ where, orderBy: { id: "desc" }, take });
}

/** Whether there was such an invitation, still open. */
export async function markInvitation(
  tx: Tx,
  invitation: { tenantId: TenantId; id: Id<"invitation"> },
  mark: { revokedAt: Date } | { acceptedAt: Date },
  now: Date,
): Promise<boolean> {
  const where = { ...invitation, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
  return (await tx.invitation.updateMany({ where, data: mark })).count === 1;
}

export interface FoundInvitation {
  tenant_id: TenantId;
  tenant_name: string;
  tenant_slug: string;
  id: Id<"invitation">;
  email: string;
  role: Role;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

export async function findInvitation(tx: Tx, tokenHash: string): Promise<FoundInvitation | null> {
  const found = await tx.$queryRaw<FoundInvitation[]>`select * from invitation_by_token(${tokenHash})`;
  return found[0] ?? null;
}

export interface NewKey {
  tenantId: TenantId;
  id: Id<"apiKey">;
  name: string;
  lookup: string;
  secretHmac: Uint8Array<ArrayBuffer>;
  scopes: Action[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
}

export function insertKey(tx: Tx, key: NewKey) {
  return tx.apiKey.create({ data: key });
}

export function keysBefore(tx: Tx, tenantId: TenantId, before: string | undefined, take: number) {
  const where = { tenantId, ...(before ? { id: { lt: before } } : {}) };
  return tx.apiKey.findMany({ where, orderBy: { id: "desc" }, take });
}

/** Revoking twice keeps the first time. Null where there is no such key. */
export async function revokeKeyRow(tx: Tx, tenantId: TenantId, id: Id<"apiKey">, now: Date) {
  await tx.apiKey.updateMany({ where: { tenantId, id, revokedAt: null }, data: { revokedAt: now } });
  return tx.apiKey.findUnique({ where: { tenantId_id: { tenantId, id } } });
}

export async function touchKey(tx: Tx, tenantId: TenantId, id: Id<"apiKey">, now: Date): Promise<void> {
  await tx.apiKey.updateMany({ where: { tenantId, id }, data: { lastUsedAt: now } });
}

export interface FoundKey {
  tenant_id: TenantId;
  id: Id<"apiKey">;
  secret_hmac: Uint8Array;
  scopes: Action[];
  expires_at: Date | null;
  revoked_at: Date | null;
}

export async function findKey(tx: Tx, lookup: string): Promise<FoundKey | null> {
  const found = await tx.$queryRaw<FoundKey[]>`select * from api_key_lookup(${lookup})`;
  return found[0] ?? null;
}

export interface AuditFilter {
  before?: string;
  action?: string;
  subject?: string;
  actor?: string;
}

export function auditBefore(tx: Tx, tenantId: TenantId, { before, action, subject, actor }: AuditFilter, take: number) {
  const where = { tenantId, action, subject, actor, ...(before ? { id: { lt: before } } : {}) };
  return tx.auditEvent.findMany({ where, orderBy: { id: "desc" }, take });
}

export async function tenantOfSlug(tx: Tx, slug: string): Promise<TenantId | null> {
  const [row] = await tx.$queryRaw<{ id: TenantId | null }[]>`select tenant_of_slug(${slug}) as id`;
  return row?.id ?? null;
}
