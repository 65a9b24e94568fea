import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { developmentAllowed } from "./rows.ts";
import { trustPolicyView } from "./schema.ts";

export const getTrustPolicy = verb({
  name: "trust.get-policy",
  summary: "What the workspace trusts beside its lists",
  scope: "identity.read",
  input: z.object({}),
  output: trustPolicyView,
  run: (ctx) => ctx.read(async (tx) => ({ allowDevelopment: await developmentAllowed(tx, ctx.tenantId) })),
});
