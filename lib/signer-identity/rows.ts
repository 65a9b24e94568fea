import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { SignerFacts, SigningAlgorithm } from "../ports/signer.ts";
import type { IdentityView } from "./schema.ts";

type TenantId = Id<"tenant">;
type IdentityId = Id<"identity">;

const withDefault = { defaults: { select: { tenantId: true } } } as const;

export interface NewIdentity {
  tenantId: TenantId;
  id: IdentityId;
  name: string;
  kind: IdentityView["kind"];
  facts: SignerFacts;
  secret: Uint8Array<ArrayBuffer>;
  now: Date;
}

/** Makes whoever changes this tenant's identities wait for one another until the transaction ends. */
export async function lockIdentities(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`signing-identity:${tenantId}`}, 0))`;
}

/** The development identity of this algorithm that can sign now and was not rotated, if there is one. */
export function findDevelopment(tx: Tx, tenantId: TenantId, algorithm: SigningAlgorithm, now: Date) {
  return tx.signingIdentity.findFirst({
    where: { tenantId, kind: "development", algorithm, retiredAt: null, successorId: null, notAfter: { gt: now } },
    orderBy: { id: "desc" },
    include: withDefault,
  });
}

export async function insertIdentity(tx: Tx, { facts, now, ...identity }: NewIdentity): Promise<void> {
  await tx.signingIdentity.create({ data: { ...identity, ...facts, createdAt: now } });
}

export function findIdentity(tx: Tx, tenantId: TenantId, id: IdentityId) {
  return tx.signingIdentity.findUnique({ where: { tenantId_id: { tenantId, id } }, include: withDefault });
}

export function findByKeyId(tx: Tx, tenantId: TenantId, keyId: string) {
  return tx.signingIdentity.findUnique({ where: { tenantId_keyId: { tenantId, keyId } }, include: withDefault });
}

/** Newest first; where `endingBefore` is given, those that sign and end before it with nobody to follow them. */
export function identitiesBefore(
  tx: Tx,
  tenantId: TenantId,
  before: string | undefined,
  take: number,
  endingBefore?: Date,
) {
  const ending = endingBefore ? { retiredAt: null, successorId: null, notAfter: { lte: endingBefore } } : {};
  const where = { tenantId, ...(before ? { id: { lt: before } } : {}), ...ending };
  return tx.signingIdentity.findMany({ where, orderBy: { id: "desc" }, take, include: withDefault });
}

export async function findDefaultId(tx: Tx, tenantId: TenantId): Promise<IdentityId | null> {
  const row = await tx.signingDefault.findUnique({ where: { tenantId }, select: { identityId: true } });
  return (row?.identityId as IdentityId | undefined) ?? null;
}

/** One statement: whoever asks before it gets the old default, whoever asks after it the new one. */
export async function setDefault(tx: Tx, tenantId: TenantId, identityId: IdentityId, now: Date): Promise<void> {
  const to = { identityId, since: now };
  await tx.signingDefault.upsert({ where: { tenantId }, create: { tenantId, ...to }, update: to });
}

export async function clearDefault(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.signingDefault.deleteMany({ where: { tenantId } });
}

export async function setSuccessor(tx: Tx, tenantId: TenantId, id: IdentityId, successorId: IdentityId): Promise<void> {
  await tx.signingIdentity.updateMany({ where: { tenantId, id }, data: { successorId } });
}

export async function setRetired(tx: Tx, tenantId: TenantId, id: IdentityId, now: Date): Promise<void> {
  await tx.signingIdentity.updateMany({ where: { tenantId, id, retiredAt: null }, data: { retiredAt: now } });
}

/** Runs that are not over and whose plan names this identity. Read here, because a key must not be taken from under them. */
export async function unfinishedRunsOf(tx: Tx, tenantId: TenantId, id: IdentityId): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id from run r join plan p on p.tenant_id = r.tenant_id and p.id = r.plan_id
    where r.tenant_id = ${tenantId} and r.state in ('filling', 'running', 'paused', 'cancelling')
      and p.settings ->> 'identityId' = ${id}
    order by r.id limit 100`;
  return rows.map((row) => row.id);
}

/** False where this identity's end was told of at this many days before already. */
export async function insertNotice(
  tx: Tx,
  notice: { tenantId: TenantId; identityId: IdentityId; daysBefore: number; at: Date },
): Promise<boolean> {
  return (await tx.identityNotice.createMany({ data: [notice], skipDuplicates: true })).count === 1;
}

/** Of all tenants: see the migration of 2026-11-25. */
export async function tenantsWithEnding(tx: Tx, until: Date): Promise<TenantId[]> {
  const rows = await tx.$queryRaw<
    { tenant_id: TenantId }[]
  >`select tenant_id from tenants_with_ending_identities(${until})`;
  return rows.map((row) => row.tenant_id);
}

export async function tenantName(tx: Tx, tenantId: TenantId): Promise<string> {
  return (await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { name: true } })).name;
}
