import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { verb } from "../ports/ctx.ts";
import { makeDevelopment } from "./make-development.ts";
import { findDefaultId, findDevelopment, insertIdentity, lockIdentities, setDefault } from "./rows.ts";
import { identityDetail, signingAlgorithm } from "./schema.ts";
import { showIdentityDetail } from "./show-identity.ts";

/**
 * Safe to call at any time and by any number at once: all who ask for one algorithm get the same identity. One that is over or
 * was rotated is followed by a new one.
 */
export const ensureDevelopmentIdentity = verb({
  name: "identity.ensure-development",
  summary: "The workspace's development signing identity, made now if there is none of this algorithm",
  scope: "identity.manage",
  input: z.object({ algorithm: signingAlgorithm.default("es256") }),
  output: identityDetail,
  async run(ctx, { algorithm }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    const find = () => ctx.read((tx) => findDevelopment(tx, tenantId, algorithm, now));
    const there = await find();
    if (there) return showIdentityDetail(ctx, there);
    // Whoever comes second throws theirs away.
    const made = await makeDevelopment(ctx, algorithm);
    const act = { action: "identity.ensure-development", subject: made.id, detail: { keyId: made.facts.keyId } };
    try {
      await ctx.write(act, async (tx) => {
        await lockIdentities(tx, tenantId);
        // Thrown, so that the audit log does not tell of an identity that was never made.
        if (await findDevelopment(tx, tenantId, algorithm, now))
          throw new Fault("conflict", "Another made the identity first.");
        await insertIdentity(tx, made);
        if (!(await findDefaultId(tx, tenantId))) await setDefault(tx, tenantId, made.id, now);
      });
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== "conflict") throw thrown;
    }
    const first = await find();
    if (!first) throw new Fault("internal", "The identity was made and is not there.");
    return showIdentityDetail(ctx, first);
  },
});
