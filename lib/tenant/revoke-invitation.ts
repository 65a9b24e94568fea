import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { markInvitation } from "./rows.ts";

export const revokeInvitation = verb({
  name: "tenant.revoke-invitation",
  summary: "Withdraws an open invitation: its link opens nothing any more",
  scope: "member.manage",
  input: z.object({ invitationId: idOf("invitation") }),
  output: z.object({ invitationId: idOf("invitation") }),
  async run(ctx, { invitationId }) {
    const now = ctx.now();
    await ctx.write({ action: "tenant.revoke-invitation", subject: invitationId }, async (tx) => {
      if (!(await markInvitation(tx, { tenantId: ctx.tenantId, id: invitationId }, { revokedAt: now }, now)))
        throw new Fault("not_found", "There is no such open invitation.");
    });
    return { invitationId };
  },
});
