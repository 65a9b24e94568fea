import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findDevelopment, insertDevelopment, lockIdentities, tenantName } from "./rows.ts";
import { identityDetail, signingAlgorithm } from "./schema.ts";
import { sealSecret } from "./seal-secret.ts";
import { showIdentityDetail } from "./show-identity.ts";

/**
 * Safe to call at any time and by any number at once: all who ask for one algorithm get the same identity. An expired one is
 * followed by a new one.
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
    const there = await ctx.read((tx) => findDevelopment(tx, tenantId, algorithm, now));
    if (there) return showIdentityDetail(there);
    const organization = await ctx.read((tx) => tenantName(tx, tenantId));
    // Making keys takes a moment, so it is done outside the lock; whoever comes second throws theirs away.
    const made = await ctx.ports.makeDevelopmentIdentity({ organization, algorithm, now });
    const id = newId("identity", now);
    const secret = sealSecret(ctx, id, { kind: "pem", privateKeyPem: made.privateKeyPem });
    const identity = { tenantId, id, name: "Development identity", facts: made.facts, secret, now };
    try {
      const row = await ctx.write(
        { action: "identity.ensure-development", subject: id, detail: { keyId: made.facts.keyId } },
        async (tx) => {
          await lockIdentities(tx, tenantId);
          // Thrown, so that the audit log does not tell of an identity that was never made.
          if (await findDevelopment(tx, tenantId, algorithm, now))
            throw new Fault("conflict", "Another made the identity first.");
          return insertDevelopment(tx, identity);
        },
      );
      return showIdentityDetail(row);
    } catch (thrown) {
      const first =
        thrown instanceof Fault && thrown.code === "conflict"
          ? await ctx.read((tx) => findDevelopment(tx, tenantId, algorithm, now))
          : null;
      if (first) return showIdentityDetail(first);
      throw thrown;
    }
  },
});
