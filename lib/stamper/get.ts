import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { findProfile } from "./rows.ts";
import { profileName, stampProfileView } from "./schema.ts";
import { showProfile } from "./show-profile.ts";

export const getProfile = verb({
  name: "stamper.get",
  summary: "One time-stamp profile",
  scope: "identity.read",
  input: z.object({ profile: profileName }),
  output: stampProfileView,
  run: async (ctx, { profile }) => showProfile(profile, await ctx.read((tx) => findProfile(tx, ctx.tenantId, profile))),
});
