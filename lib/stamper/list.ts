import { z } from "zod";
import { stampProfiles } from "../kernel/stamp-profiles.ts";
import { verb } from "../ports/ctx.ts";
import { allProfiles } from "./rows.ts";
import { stampProfileView } from "./schema.ts";
import { showProfile } from "./show-profile.ts";

export const listProfiles = verb({
  name: "stamper.list",
  summary: "The workspace's three time-stamp profiles, named an authority or not",
  scope: "identity.read",
  input: z.object({}),
  output: z.object({ items: z.array(stampProfileView).length(stampProfiles.length) }),
  async run(ctx) {
    const rows = await ctx.read((tx) => allProfiles(tx, ctx.tenantId));
    return {
      items: stampProfiles.map((name) =>
        showProfile(
          name,
          rows.find(({ profile }) => profile === name),
        ),
      ),
    };
  },
});
