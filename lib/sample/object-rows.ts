import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { FoundObjects } from "./findings.ts";

type TenantId = Id<"tenant">;
type SampleId = Id<"sample">;

/** What reading one drawn object showed: the columns of `sample_object` that are null before. */
export interface Finding {
  key: string;
  contentSha256: string | null;
  foundMime: string | null;
  widthPx: number | null;
  heightPx: number | null;
  structure: string | null;
  manifest: string | null;
  manifestState: string | null;
  manifestCodes: string[];
  problem: string | null;
  readMs: number;
  inspectMs: number | null;
  thumbnail: Uint8Array<ArrayBuffer> | null;
}

const allButThumbnail = { thumbnail: true } as const;

/** Drawn objects that nobody looked at yet, in key order. */
export async function unreadObjects(tx: Tx, tenantId: TenantId, sampleId: SampleId, limit: number) {
  return tx.sampleObject.findMany({
    where: { tenantId, sampleId, readMs: null },
    orderBy: { key: "asc" },
    take: limit,
    select: { key: true, etag: true, sizeBytes: true, mime: true },
  });
}
export type UnreadObject = Awaited<ReturnType<typeof unreadObjects>>[number];

/** Keeps what was found, once: a second reader of the same object changes nothing. */
export async function saveFindings(
  tx: Tx,
  tenantId: TenantId,
  sampleId: SampleId,
  findings: readonly Finding[],
): Promise<void> {
  for (const { key, ...found } of findings)
    await tx.sampleObject.updateMany({ where: { tenantId, sampleId, key, readMs: null }, data: found });
}

/** The objects that were looked at, counted by what findings are made of. */
export async function countFound(tx: Tx, tenantId: TenantId, sampleId: SampleId): Promise<FoundObjects[]> {
  return tx.$queryRaw`
    select stratum, problem, manifest, count(*)::int as objects from sample_object
    where tenant_id = ${tenantId} and sample_id = ${sampleId} and read_ms is not null
    group by stratum, problem, manifest`;
}

/** All drawn objects without their thumbnails: at most as many as a sample may have. */
export async function allObjects(tx: Tx, tenantId: TenantId, sampleId: SampleId) {
  return tx.sampleObject.findMany({ where: { tenantId, sampleId }, orderBy: { key: "asc" }, omit: allButThumbnail });
}
export type SampleObjectRow = Awaited<ReturnType<typeof allObjects>>[number];

export interface ObjectQuery {
  after?: string;
  limit: number;
  stratum?: string;
  problem?: string;
  withProblem?: boolean;
}

export async function pageObjects(tx: Tx, tenantId: TenantId, sampleId: SampleId, query: ObjectQuery) {
  return tx.sampleObject.findMany({
    where: {
      tenantId,
      sampleId,
      ...(query.after !== undefined ? { key: { gt: query.after } } : {}),
      ...(query.stratum ? { stratum: query.stratum } : {}),
      ...(query.problem ? { problem: query.problem } : query.withProblem ? { problem: { not: null } } : {}),
    },
    orderBy: { key: "asc" },
    take: query.limit,
    omit: allButThumbnail,
  });
}

/** Which of these objects have a thumbnail, without fetching it. */
export async function keysWithThumbnail(
  tx: Tx,
  tenantId: TenantId,
  sampleId: SampleId,
  keys: string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select key from sample_object where tenant_id = ${tenantId} and sample_id = ${sampleId}
      and key = any(${keys}::text[]) and thumbnail is not null`;
  return new Set(rows.map(({ key }) => key));
}

export async function findThumbnail(tx: Tx, tenantId: TenantId, sampleId: SampleId, key: string) {
  const where = { tenantId_sampleId_key: { tenantId, sampleId, key } };
  const row = await tx.sampleObject.findUnique({ where, select: { thumbnail: true } });
  return row?.thumbnail ?? null;
}
