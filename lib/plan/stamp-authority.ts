import { Fault } from "../kernel/fault.ts";
import { stampProfileWords } from "../kernel/stamp-profiles.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { getProfile } from "../stamper/get.ts";
import type { StampSettings } from "../stamper/schema.ts";
import type { PlanSettings } from "./schema.ts";

/** What a ledger must know of an authority: its rate and its price, as they are when the plan is made. */
export type StampAuthority = Pick<
  StampSettings,
  "requests" | "windowMs" | "timeoutMs" | "usdPerStamp" | "priceSource" | "priceAsOf"
>;

/** The authority that a plan asks for stamps; null where it asks for none. Throws Fault `invalid` where none is named. */
export async function stampAuthority(
  ctx: TenantCtx,
  { timeStamp: profile }: Pick<PlanSettings, "timeStamp">,
): Promise<StampAuthority | null> {
  if (profile === "none") return null;
  const { settings } = await getProfile(ctx, { profile });
  if (settings) return settings;
  const message = `No time-stamp authority is named for ${stampProfileWords[profile].label} (${profile}). Name one under Time-stamps, or plan without stamps.`;
  throw new Fault("invalid", message, { details: { fields: [{ path: "settings.timeStamp", message }] } });
}
