import type { ActionResult } from "@/lib/edge/action.ts";
import type { StampProfileName } from "@/lib/kernel/stamp-profiles.ts";
import type { StampCredentials, StampSettings, StampView } from "@/lib/stamper/schema.ts";

export type ProfileInput = StampSettings & { profile: StampProfileName; credentials?: StampCredentials };

/** What the managers of a workspace may do to its profiles. */
export interface ProfileActs {
  configure: (input: ProfileInput) => Promise<ActionResult<unknown>>;
  clear: (input: { profile: StampProfileName }) => Promise<ActionResult<unknown>>;
  test: (input: { profile: StampProfileName }) => Promise<ActionResult<StampView>>;
}
