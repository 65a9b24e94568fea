import { Fault } from "../kernel/fault.ts";
import { type StampProfileName, stampProfileWords } from "../kernel/stamp-profiles.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { StampService } from "../ports/stamper.ts";
import { findProfile } from "./rows.ts";
import { stampSettings } from "./schema.ts";
import { openCredentials } from "./seal-credentials.ts";
import { serviceOf } from "./service-of.ts";

/**
 * A profile's authority with its unsealed credentials. Makes no request. Throws Fault `precondition` where the workspace
 * named none, `corrupt` where the credentials do not open.
 */
export async function openService(ctx: TenantCtx, profile: StampProfileName): Promise<StampService> {
  const row = await ctx.read((tx) => findProfile(tx, ctx.tenantId, profile));
  if (!row)
    throw new Fault(
      "precondition",
      `No time-stamp authority is named for the profile ${stampProfileWords[profile].label} (${profile}). Name one under Time-stamps.`,
      { details: { what: "not_configured" } },
    );
  const authorization = row.secret ? openCredentials(ctx, profile, row.secret) : null;
  return serviceOf(ctx.tenantId, profile, stampSettings.parse(row), authorization);
}
