import { z } from "zod";
import { globalVerb } from "../ports/ctx.ts";
import { requireUser } from "./require-user.ts";
import { membershipsOf } from "./rows.ts";
import { membershipView } from "./schema.ts";

export const listMyTenants = globalVerb({
  name: "tenant.list-mine",
  summary: "Lists the workspaces that the signed-in person is a member of, by name",
  scope: "self",
  input: z.object({}),
  output: z.object({ items: z.array(membershipView) }),
  async run(ctx) {
    const { userId } = requireUser(ctx);
    const rows = await ctx.read((tx) => membershipsOf(tx, userId));
    return { items: rows.map(({ tenant_id, ...rest }) => ({ tenantId: tenant_id, ...rest })) };
  },
});
