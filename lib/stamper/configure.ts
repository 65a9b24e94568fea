import { Fault } from "../kernel/fault.ts";
import { verb } from "../ports/ctx.ts";
import { findProfile, keepAnchors, keptAnchorsMax, saveProfile } from "./rows.ts";
import { profileName, stampCredentials, stampProfileView, stampSettings } from "./schema.ts";
import { sealCredentials } from "./seal-credentials.ts";
import { serviceOf } from "./service-of.ts";
import { showProfile } from "./show-profile.ts";

/** Nothing is sent: `stamper.test` does that. Credentials are sealed before they touch the database, and told to nobody. */
export const configureProfile = verb({
  name: "stamper.configure",
  summary: "Name the time-stamp authority of a profile, with its rate, price and anchors",
  scope: "identity.manage",
  input: stampSettings.extend({
    profile: profileName,
    credentials: stampCredentials.optional().describe("Left out, those that were given before stay"),
  }),
  output: stampProfileView,
  async run(ctx, { profile, credentials, ...settings }) {
    const { tenantId } = ctx;
    const before = await ctx.read((tx) => findProfile(tx, tenantId, profile));
    if (!credentials && before?.secret && new URL(before.url).origin !== new URL(settings.url).origin)
      throw new Fault("invalid", "Another address needs its credentials anew: the old ones are not sent there.", {
        details: { fields: [{ path: "credentials", message: "give the credentials of the new address, or none" }] },
      });
    const secret = credentials ? sealCredentials(ctx, profile, credentials) : (before?.secret ?? null);
    // What can never work, an address or an anchor, is refused here and not in the middle of a run.
    await ctx.ports.openStamper(serviceOf(tenantId, profile, settings, secret && "sealed")).close();
    const act = { action: "stamper.configure", subject: profile, detail: { url: settings.url } };
    const kept = { ...settings, secret, updatedAt: ctx.now() };
    const saved = await ctx.write(act, async (tx) => {
      // What was stamped under these anchors leads to them still when others take their place.
      if ((await keepAnchors(tx, tenantId, settings.anchorsPem, kept.updatedAt)) > keptAnchorsMax)
        throw new Fault(
          "limit",
          `A workspace keeps the anchors of every authority it ever named, ${keptAnchorsMax} at most.`,
        );
      return saveProfile(tx, tenantId, profile, kept);
    });
    return showProfile(profile, saved);
  },
});
