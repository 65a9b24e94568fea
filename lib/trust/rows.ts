import type { Id } from "../kernel/ids.ts";
import type { Anchor } from "../ports/certificates.ts";
import type { Tx } from "../ports/ctx.ts";

type TenantId = Id<"tenant">;
type ListId = Id<"trustList">;

const counted = { _count: { select: { anchors: true } } } as const;

export interface Bundle {
  sha256: string;
  etag: string | null;
  anchors: Anchor[];
  leftOut: string[];
  leftOutCount: number;
}

export async function insertList(
  tx: Tx,
  list: { tenantId: TenantId; id: ListId; name: string; url: string | null; bundle: Bundle; now: Date },
): Promise<void> {
  const { tenantId, id, name, url, bundle, now } = list;
  const { anchors, ...facts } = bundle;
  await tx.trustList.create({
    data: { tenantId, id, name, url, ...facts, loadedAt: now, checkedAt: now, createdAt: now },
  });
  await insertAnchors(tx, tenantId, id, anchors);
}

/** All anchors at once: an inspection sees the old list or the new one, never a mixture. */
export async function replaceBundle(tx: Tx, tenantId: TenantId, id: ListId, bundle: Bundle, now: Date): Promise<void> {
  const { anchors, ...facts } = bundle;
  await tx.trustAnchor.deleteMany({ where: { tenantId, listId: id } });
  await insertAnchors(tx, tenantId, id, anchors);
  await tx.trustList.updateMany({
    where: { tenantId, id },
    data: { ...facts, loadedAt: now, checkedAt: now, problem: null },
  });
}

async function insertAnchors(tx: Tx, tenantId: TenantId, listId: ListId, anchors: readonly Anchor[]): Promise<void> {
  const data = anchors.map(({ sha256, subject, notBefore, notAfter, pem }) => ({
    ...{ tenantId, listId, sha256, subject, notBefore, notAfter, pem },
  }));
  await tx.trustAnchor.createMany({ data });
}

export async function markChecked(tx: Tx, tenantId: TenantId, id: ListId, problem: string | null, now: Date) {
  await tx.trustList.updateMany({ where: { tenantId, id }, data: { checkedAt: now, problem } });
}

/** Keeps two refreshes of one list apart until the transaction ends. The bundle's hash as it is now, if it is there. */
export async function lockList(tx: Tx, tenantId: TenantId, id: ListId): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ sha256: string }[]>`
    select sha256 from trust_list where tenant_id = ${tenantId} and id = ${id} for update`;
  return row?.sha256 ?? null;
}

/** The hashes of a list's own anchors, and how many the tenant's other lists have. */
export async function anchorsBeside(
  tx: Tx,
  tenantId: TenantId,
  id: ListId,
): Promise<{ own: string[]; others: number }> {
  const own = await tx.trustAnchor.findMany({ where: { tenantId, listId: id }, select: { sha256: true } });
  const others = await tx.trustAnchor.count({ where: { tenantId, listId: { not: id } } });
  return { own: own.map(({ sha256 }) => sha256), others };
}

export function findList(tx: Tx, tenantId: TenantId, id: ListId) {
  return tx.trustList.findUnique({ where: { tenantId_id: { tenantId, id } }, include: counted });
}
export type ListRow = NonNullable<Awaited<ReturnType<typeof findList>>>;

/** Newest first. */
export function listsBefore(tx: Tx, tenantId: TenantId, before: string | undefined, take: number) {
  const where = { tenantId, ...(before ? { id: { lt: before } } : {}) };
  return tx.trustList.findMany({ where, orderBy: { id: "desc" }, take, include: counted });
}

/** Makes whoever adds or replaces a list wait for one another, so that the limits hold. */
export async function lockAndCount(tx: Tx, tenantId: TenantId): Promise<{ lists: number; anchors: number }> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`trust-lists:${tenantId}`}, 0))`;
  const where = { tenantId };
  return { lists: await tx.trustList.count({ where }), anchors: await tx.trustAnchor.count({ where }) };
}

export async function deleteList(tx: Tx, tenantId: TenantId, id: ListId): Promise<boolean> {
  return (await tx.trustList.deleteMany({ where: { tenantId, id } })).count === 1;
}

/** By their hashes. */
export function anchorsAfter(tx: Tx, tenantId: TenantId, listId: ListId, after: string | undefined, take: number) {
  const where = { tenantId, listId, ...(after ? { sha256: { gt: after } } : {}) };
  return tx.trustAnchor.findMany({ where, orderBy: { sha256: "asc" }, take });
}

/** Every anchor of every list of the tenant, with the list's name. */
export async function allAnchors(tx: Tx, tenantId: TenantId): Promise<{ pem: string; listId: ListId; name: string }[]> {
  return tx.$queryRaw`
    select a.pem, a.list_id as "listId", l.name from trust_anchor a
    join trust_list l on l.tenant_id = a.tenant_id and l.id = a.list_id
    where a.tenant_id = ${tenantId} order by a.list_id, a.sha256`;
}

/** The anchors of the tenant's own identities, retired ones too: what they signed stays theirs. */
export function ownAnchors(tx: Tx, tenantId: TenantId) {
  const select = { id: true, name: true, kind: true, anchorPem: true } as const;
  return tx.signingIdentity.findMany({ where: { tenantId }, orderBy: { id: "desc" }, take: 1000, select });
}

export async function developmentAllowed(tx: Tx, tenantId: TenantId): Promise<boolean> {
  return (await tx.trustPolicy.findUnique({ where: { tenantId } }))?.allowDevelopment ?? false;
}

export async function setDevelopmentAllowed(tx: Tx, tenantId: TenantId, allowDevelopment: boolean, now: Date) {
  const to = { allowDevelopment, updatedAt: now };
  await tx.trustPolicy.upsert({ where: { tenantId }, create: { tenantId, ...to }, update: to });
}

/** Of all tenants: see the migration of 2026-11-25. */
export async function listsToRefresh(tx: Tx, before: Date): Promise<{ tenantId: TenantId; id: ListId }[]> {
  return tx.$queryRaw`select tenant_id as "tenantId", id from trust_lists_to_refresh(${before})`;
}

/** Those of one tenant, longest unasked first. */
export async function listsDue(tx: Tx, tenantId: TenantId, before: Date): Promise<ListId[]> {
  const where = { tenantId, url: { not: null }, checkedAt: { lte: before } };
  const rows = await tx.trustList.findMany({
    where,
    orderBy: [{ checkedAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return rows.map(({ id }) => id as ListId);
}
