import { z } from "zod";
import { verb } from "../ports/ctx.ts";
import { renameTenant as rename } from "./rows.ts";
import { nameOf, tenantView } from "./schema.ts";

export const renameTenant = verb({
  name: "tenant.rename",
  summary: "Gives the workspace another name; its addresses stay",
  scope: "tenant.manage",
  input: z.object({ name: nameOf("The workspace's new name", "Northern Archive") }),
  output: tenantView,
  async run(ctx, { name }) {
    const act = { action: "tenant.rename", subject: ctx.tenantId, detail: { name } };
    return tenantView.parse(await ctx.write(act, (tx) => rename(tx, ctx.tenantId, name)));
  },
});
