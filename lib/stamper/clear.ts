import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { verb } from "../ports/ctx.ts";
import { deleteProfile } from "./rows.ts";
import { profileName, stampProfileView } from "./schema.ts";
import { showProfile } from "./show-profile.ts";

/** Runs under way that ask for it go on, and their stamps become debts. */
export const clearProfile = verb({
  name: "stamper.clear",
  summary: "Forget a profile's time-stamp authority and erase its credentials",
  scope: "identity.manage",
  input: z.object({ profile: profileName }),
  output: stampProfileView,
  run: (ctx, { profile }) =>
    ctx.write({ action: "stamper.clear", subject: profile }, async (tx) => {
      if (!(await deleteProfile(tx, ctx.tenantId, profile)))
        throw new Fault("not_found", "No time-stamp authority is named for this profile.");
      return showProfile(profile, null);
    }),
});
