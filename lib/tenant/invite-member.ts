import { z } from "zod";
import { actorText } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { viewOfInvitation } from "./list-invitations.ts";
import { invitationHash } from "./read-invitation.ts";
import { refuseDealingOut } from "./require-user.ts";
import { insertInvitation } from "./rows.ts";
import { emailText, invitationView, roleName } from "./schema.ts";

const invitationMs = 7 * 24 * 3_600_000;

export const inviteMember = verb({
  name: "tenant.invite-member",
  summary:
    "Makes a link that lets its bearer join the workspace once, within seven days; the link is shown this one time",
  scope: "member.manage",
  input: z.object({ email: emailText, role: roleName }),
  output: z.object({
    invitation: invitationView,
    secret: z.string(),
    path: z.string().describe("The link, from the console's address on"),
  }),
  async run(ctx, { email, role }) {
    refuseDealingOut(ctx.actor, role);
    const now = ctx.now();
    const id = newId("invitation", now);
    const secret = ctx.ports.tokens.random(32);
    const row = await ctx.write({ action: "tenant.invite-member", subject: id, detail: { email, role } }, (tx) =>
      insertInvitation(tx, {
        tenantId: ctx.tenantId,
        id,
        email,
        role,
        tokenHash: invitationHash(secret),
        invitedBy: actorText(ctx.actor),
        createdAt: now,
        expiresAt: new Date(now.getTime() + invitationMs),
      }),
    );
    return { invitation: viewOfInvitation(row, now), secret, path: `/invitations/${secret}` };
  },
});
