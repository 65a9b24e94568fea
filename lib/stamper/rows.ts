import type { Id } from "../kernel/ids.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { Tx } from "../ports/ctx.ts";
import type { StampSettings } from "./schema.ts";

type TenantId = Id<"tenant">;

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
