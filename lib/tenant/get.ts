import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { findTenant } from "./rows.ts";
import { tenantView } from "./schema.ts";

export const getTenant = verb({
  name: "tenant.get",
  summary: "Shows the workspace",
  scope: "tenant.read",
  input: z.object({}),
  output: tenantView,
  async run(ctx) {
    return tenantView.parse(await ctx.read((tx) => findTenant(tx, ctx.tenantId)));
  },
});
