import { sha256Hex } from "../kernel/bytes.ts";
import type { Id } from "../kernel/ids.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { Tx } from "../ports/ctx.ts";
import type { StampSettings } from "./schema.ts";

type TenantId = Id<"tenant">;

/** A workspace's authorities change seldom. More anchors than this are no history but a mistake, or worse. */
export const keptAnchorsMax = 100;

/** Keeps what a profile's tokens must lead to, for ever. Returns how many texts the tenant has kept by then. */
export async function keepAnchors(tx: Tx, tenantId: TenantId, pem: string, addedAt: Date): Promise<number> {
  const row = { tenantId, sha256: sha256Hex(pem), pem, addedAt };
  await tx.stampAnchor.createMany({ data: [row], skipDuplicates: true });
  return tx.stampAnchor.count({ where: { tenantId } });
}

/** Each text as it was given, of one certificate or several. */
export async function keptAnchors(tx: Tx, tenantId: TenantId): Promise<string[]> {
  const rows = await tx.stampAnchor.findMany({ where: { tenantId }, orderBy: { addedAt: "desc" }, take: 1000 });
  return rows.map(({ pem }) => pem);
}

/** At most three. */
export function allProfiles(tx: Tx, tenantId: TenantId) {
  return tx.stampProfile.findMany({ where: { tenantId } });
}

export function findProfile(tx: Tx, tenantId: TenantId, profile: StampProfileName) {
  return tx.stampProfile.findUnique({ where: { tenantId_profile: { tenantId, profile } } });
}

export function saveProfile(
  tx: Tx,
  tenantId: TenantId,
  profile: StampProfileName,
  settings: StampSettings & { secret: Uint8Array<ArrayBuffer> | null; updatedAt: Date },
) {
  return tx.stampProfile.upsert({
    where: { tenantId_profile: { tenantId, profile } },
    create: { tenantId, profile, ...settings },
    update: settings,
  });
}

/** False where there was none. */
export async function deleteProfile(tx: Tx, tenantId: TenantId, profile: StampProfileName): Promise<boolean> {
  return (await tx.stampProfile.deleteMany({ where: { tenantId, profile } })).count > 0;
}
