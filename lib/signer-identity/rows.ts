import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { SignerFacts, SigningAlgorithm } from "../ports/signer.ts";

type TenantId = Id<"tenant">;

export interface NewIdentity {
  tenantId: TenantId;
  id: Id<"identity">;
  name: string;
  facts: SignerFacts;
  secret: Uint8Array<ArrayBuffer>;
  now: Date;
}

/** Makes whoever wants to make this tenant's development identity wait for one another until the transaction ends. */
export async function lockIdentities(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`signing-identity:${tenantId}`}, 0))`;
}

/** The development identity of this algorithm that can sign now, if there is one. */
export function findDevelopment(tx: Tx, tenantId: TenantId, algorithm: SigningAlgorithm, now: Date) {
  return tx.signingIdentity.findFirst({
    where: { tenantId, kind: "development", algorithm, retiredAt: null, notAfter: { gt: now } },
    orderBy: { id: "desc" },
  });
}

export function insertDevelopment(tx: Tx, { facts, now, ...identity }: NewIdentity) {
  return tx.signingIdentity.create({ data: { ...identity, ...facts, kind: "development", createdAt: now } });
}

export function findIdentity(tx: Tx, tenantId: TenantId, id: Id<"identity">) {
  return tx.signingIdentity.findUnique({ where: { tenantId_id: { tenantId, id } } });
}

export function identitiesBefore(tx: Tx, tenantId: TenantId, before: string | undefined, take: number) {
  const where = { tenantId, ...(before ? { id: { lt: before } } : {}) };
  return tx.signingIdentity.findMany({ where, orderBy: { id: "desc" }, take });
}

export async function tenantName(tx: Tx, tenantId: TenantId): Promise<string> {
  return (await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { name: true } })).name;
}
