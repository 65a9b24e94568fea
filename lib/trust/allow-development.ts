import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { setDevelopmentAllowed } from "./rows.ts";
import { trustPolicyView } from "./schema.ts";

/** Off until somebody says otherwise: a development root is nobody's promise of anything. */
export const allowDevelopmentRoots = verb({
  name: "trust.allow-development",
  summary: "Let the roots of the workspace's development identities count, or no longer, when something is inspected",
  scope: "identity.manage",
  input: z.object({ allow: z.boolean() }),
  output: trustPolicyView,
  run: (ctx, { allow }) =>
    ctx.write({ action: "trust.allow-development", subject: ctx.tenantId, detail: { allow } }, async (tx) => {
      await setDevelopmentAllowed(tx, ctx.tenantId, allow, ctx.now());
      return { allowDevelopment: allow };
    }),
});
