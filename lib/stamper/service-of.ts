import type { Id } from "../kernel/ids.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { StampService } from "../ports/stamper.ts";
import type { StampSettings } from "./schema.ts";

/**
 * A profile as the port takes it. The rate is the tenant's own for this profile: one tenant's settings must never slow
 * another, even where both ask the same authority.
 */
export function serviceOf(
  tenantId: Id<"tenant">,
  profile: StampProfileName,
  settings: StampSettings,
  authorization: string | null,
): StampService {
  const { url, anchorsPem, timeoutMs, attempts, requests, windowMs } = settings;
  return {
    url,
    authorization,
    anchorsPem,
    timeoutMs,
    attempts,
    rate: { points: requests, windowMs },
    rateKey: `${tenantId}:${profile}`,
  };
}
