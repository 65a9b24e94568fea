import { z } from "zod";
import { sha256 } from "../kernel/bytes.ts";
import { verb } from "../ports/ctx.ts";
import { openService } from "./open-service.ts";
import { profileName, stampView } from "./schema.ts";

/** What is stamped: nothing of anybody's. */
const tested = sha256(new TextEncoder().encode("C2 Concierge tests a time-stamp authority"));

/** Asks for one real stamp, which the authority may charge for, and checks it as those of a run are checked. */
export const testProfile = verb({
  name: "stamper.test",
  summary: "Ask a profile's time-stamp authority for one real stamp, and show what it says",
  scope: "identity.manage",
  input: z.object({ profile: profileName }),
  output: stampView,
  async run(ctx, { profile }) {
    const service = await openService(ctx, profile);
    let requests = 0;
    const stamper = ctx.ports.openStamper(service, () => {
      requests += 1;
    });
    const startedMs = performance.now();
    try {
      const stamp = await stamper.stamp(tested);
      const tookMs = Math.round(performance.now() - startedMs);
      const { time, tsa, tsaNotAfter, policy, serial, accuracyMs } = stamp;
      // Audited afterwards, with what came of it: the act was the request.
      await ctx.write({ action: "stamper.test", subject: profile, detail: { tsa, serial } }, async () => {});
      return {
        time: time.toISOString(),
        tsa,
        tsaNotAfter: tsaNotAfter.toISOString(),
        policy,
        serial,
        accuracyMs,
        tokenBytes: stamp.token.byteLength,
        tookMs,
        requests,
      };
    } finally {
      await stamper.close();
    }
  },
});
