import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { lockedRole, refuseLastOwner } from "./change-role.ts";
import { refuseForeignOwners } from "./require-user.ts";
import { deleteMember } from "./rows.ts";

export const removeMember = verb({
  name: "tenant.remove-member",
  summary: "Takes a person out of the workspace, at once; the last owner stays",
  scope: "member.manage",
  input: z.object({ userId: idOf("user") }),
  output: z.object({ userId: idOf("user") }),
  async run(ctx, { userId }) {
    await ctx.write({ action: "tenant.remove-member", subject: userId }, async (tx) => {
      const role = await lockedRole(ctx, tx, userId);
      refuseForeignOwners(ctx.actor, role);
      if (role === "owner") await refuseLastOwner(ctx, tx);
      await deleteMember(tx, ctx.tenantId, userId);
    });
    return { userId };
  },
});
